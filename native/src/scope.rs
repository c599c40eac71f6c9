//! One function, class body or module top level, read as archlint/facts/python/scope.py reads it: with a stack, in the same order.

use ruff_python_ast::{Comprehension, ExceptHandler, Expr, ExprContext, FStringPart, InterpolatedStringElement, Pattern, Stmt};
use ruff_text_size::Ranged;

use crate::expressions;
use crate::facts::{Seen, Text};
use crate::statements;
use crate::switches::{asked_apart, is_leaving, is_staying, switch_of, Branch};
use crate::text::{File, DEEPEST};

#[derive(Clone, Copy)]
pub enum Item<'a> {
    Stmt(&'a Stmt),
    Expr(&'a Expr),
    Pattern(&'a Pattern),
    Comprehension(&'a Comprehension),
    Mark { type_checking: bool, main: bool },
    Restore { type_checking: bool, main: bool, nested: usize },
}

pub struct Scope<'a, 'f> {
    pub file: &'f File<'a>,
    pub function: bool,
    pub keeps_functions: bool,
    pub type_checking: bool,
    pub main: bool,
    pub nested: usize,
    pub definitions: Vec<(&'a Stmt, bool)>,
    pub seen: Seen<'a>,
    stack: Vec<(Item<'a>, usize)>,
    depth: usize,
}

/// What a scope hands down to the scopes inside it.
#[derive(Clone, Copy)]
pub struct Around {
    pub function: bool,
    pub type_checking: bool,
    pub main: bool,
}

impl<'a, 'f> Scope<'a, 'f> {
    pub fn new(file: &'f File<'a>, around: Around, keeps_functions: bool) -> Self {
        Self {
            file,
            function: around.function,
            keeps_functions,
            type_checking: around.type_checking,
            main: around.main,
            nested: 0,
            definitions: Vec::new(),
            seen: Seen::default(),
            stack: Vec::new(),
            depth: 0,
        }
    }

    pub fn around(&self) -> Around {
        Around { function: self.function, type_checking: self.type_checking, main: self.main }
    }

    pub fn push(&mut self, item: Item<'a>) {
        self.stack.push((item, self.depth + 1));
    }

    pub fn expr(&mut self, node: &'a Expr) {
        self.push(Item::Expr(node));
    }

    pub fn maybe(&mut self, node: Option<&'a Expr>) {
        if let Some(node) = node {
            self.expr(node);
        }
    }

    /// Expressions that are to be read in their order.
    pub fn exprs<I>(&mut self, nodes: I)
    where
        I: IntoIterator<Item = &'a Expr>,
        I::IntoIter: DoubleEndedIterator,
    {
        for node in nodes.into_iter().rev() {
            self.expr(node);
        }
    }

    pub fn read(&mut self, body: &'a [Stmt]) {
        self.block(body);
        while let Some((item, depth)) = self.stack.pop() {
            if depth > DEEPEST || self.file.refused.get() {
                self.file.refuse();
                return;
            }
            self.depth = depth;
            match item {
                Item::Expr(node) => self.expression(node),
                Item::Stmt(node) => statements::read(self, node),
                Item::Pattern(node) => self.pattern(node),
                Item::Comprehension(node) => {
                    self.exprs(&node.ifs);
                    self.expr(&node.iter);
                    self.expr(&node.target);
                }
                Item::Mark { type_checking, main } => {
                    self.type_checking = type_checking;
                    self.main = main;
                }
                Item::Restore { type_checking, main, nested } => {
                    self.type_checking = type_checking;
                    self.main = main;
                    self.nested = nested;
                }
            }
        }
        if !self.file.is_ascii {
            for table in [&mut self.seen.loads, &mut self.seen.stores, &mut self.seen.calls] {
                for place in table.values_mut() {
                    *place = self.file.in_characters(*place);
                }
            }
        }
    }

    /// Put statements on the stack, and note the runs of ifs that each leave, or none.
    pub fn block(&mut self, body: &'a [Stmt]) {
        self.seen.statements += body.len();
        for statement in body.iter().rev() {
            self.push(Item::Stmt(statement));
        }
        let mut start = 0;
        while start + 1 < body.len() {
            let goes_on = if is_leaving(&body[start]) { is_leaving } else { is_staying };
            let mut end = start;
            while end < body.len() && goes_on(&body[end]) {
                end += 1;
            }
            if end - start > 1 {
                self.run(body, start, end);
            }
            start = end.max(start + 1);
        }
    }

    fn run(&mut self, body: &'a [Stmt], start: usize, end: usize) {
        if is_staying(&body[start]) {
            self.seen.switches.extend(asked_apart(self.file, &body[start..end]));
            return;
        }
        let branches: Vec<Branch> = body[start..end]
            .iter()
            .filter_map(|each| match each {
                Stmt::If(node) => Some(Branch { test: &node.test, body: &node.body }),
                _ => None,
            })
            .collect();
        let behind = &body[end..body.len().min(end + 1)];
        let found = switch_of(self.file, &branches, behind, body[start].start(), body[end - 1].end());
        self.seen.switches.extend(found);
    }

    fn expression(&mut self, node: &'a Expr) {
        match node {
            Expr::Name(name) => {
                let place = name.range.start();
                let table = if name.ctx == ExprContext::Load { &mut self.seen.loads } else { &mut self.seen.stores };
                let text = Text::Borrowed(name.id.as_str());
                table.entry(text).or_insert_with(|| self.file.packed(place));
            }
            Expr::Attribute(attribute) => {
                let (text, root) = self.file.chain(node);
                if !text.is_empty() {
                    let table = if attribute.ctx == ExprContext::Load { &mut self.seen.loads } else { &mut self.seen.stores };
                    table.entry(text).or_insert_with(|| self.file.packed(attribute.range.start()));
                }
                self.maybe(root);
            }
            Expr::FString(string) => {
                let mut values = Vec::new();
                for part in string.value.as_slice() {
                    if let FStringPart::FString(each) = part {
                        let before = values.len();
                        values.extend(each.elements.iter().filter_map(|element| match element {
                            InterpolatedStringElement::Interpolation(one) => Some(&*one.expression),
                            InterpolatedStringElement::Literal(_) => None,
                        }));
                        if self.file.old_strings && values.len() > before && self.file.slice(each.range).contains('\n') {
                            self.file.refuse(); // before Python 3.12, its places in such a string are wrong
                        }
                    }
                }
                self.exprs(values);
            }
            Expr::TString(_) | Expr::IpyEscapeCommand(_) => self.file.refuse(),
            other => expressions::read(self, other),
        }
    }

    fn pattern(&mut self, node: &'a Pattern) {
        match node {
            Pattern::MatchValue(each) => self.expr(&each.value),
            Pattern::MatchSingleton(_) | Pattern::MatchStar(_) => {}
            Pattern::MatchSequence(each) => self.patterns(each.patterns.iter()),
            Pattern::MatchMapping(each) => {
                self.patterns(each.patterns.iter());
                self.exprs(&each.keys);
            }
            Pattern::MatchClass(each) => {
                self.patterns(each.arguments.keywords.iter().map(|keyword| &keyword.pattern));
                self.patterns(each.arguments.patterns.iter());
                self.expr(&each.cls);
            }
            Pattern::MatchAs(each) => {
                if let Some(inner) = &each.pattern {
                    self.push(Item::Pattern(inner));
                }
            }
            Pattern::MatchOr(each) => self.patterns(each.patterns.iter()),
        }
    }

    fn patterns(&mut self, nodes: impl DoubleEndedIterator<Item = &'a Pattern>) {
        for node in nodes.rev() {
            self.push(Item::Pattern(node));
        }
    }

    pub fn handlers(&mut self, handlers: &'a [ExceptHandler]) {
        for ExceptHandler::ExceptHandler(handler) in handlers.iter().rev() {
            self.block(&handler.body);
            self.maybe(handler.type_.as_deref());
            if handler.type_.as_deref().is_some_and(is_of_python_2) {
                self.file.refuse();
            }
        }
    }
}

/// `except A, e:`, which Python 3.14 reads as two classes, and Python 2 as a class and a name for the error.
fn is_of_python_2(caught: &Expr) -> bool {
    match caught {
        Expr::Tuple(many) if !many.parenthesized => match many.elts.as_slice() {
            [_, Expr::Name(name)] => name.id.as_str().starts_with(|first: char| first.is_lowercase()),
            _ => false,
        },
        _ => false,
    }
}
