//! What a branch of a choice does, as archlint/facts/python/parts.py tells it.

use ruff_python_ast::{visitor, visitor::Visitor, Expr, ExprContext, Stmt};

use crate::facts::{Part, Text};
use crate::text::{File, DEEPEST};

const SHORT: usize = 4;

pub fn part_of<'a>(file: &File<'a>, body: &'a [Stmt]) -> Part {
    let (does, target, value) = done(file, &body[body.len() - 1]);
    let uses = if body.len() <= SHORT && does != "nothing" { uses(file, body) } else { Vec::new() };
    Part { does, target: target.into_owned(), value: value.into_owned(), uses, statements: body.len() }
}

fn done<'a>(file: &File<'a>, last: &'a Stmt) -> (&'static str, Text<'a>, Text<'a>) {
    let none = Text::Borrowed("");
    match last {
        Stmt::Return(each) => {
            let value = each.value.as_deref().map_or(Text::Borrowed("=None"), |value| file.value_text(value));
            ("returns", none, value)
        }
        Stmt::Assign(each) if each.targets.len() == 1 => ("assigns", file.dotted(&each.targets[0]), file.value_text(&each.value)),
        Stmt::AugAssign(each) => ("assigns", file.dotted(&each.target), file.value_text(&each.value)),
        Stmt::AnnAssign(each) => {
            let value = each.value.as_deref().map_or(Text::Borrowed(""), |value| file.value_text(value));
            ("assigns", file.dotted(&each.target), value)
        }
        Stmt::Raise(_) => ("raises", none.clone(), none),
        Stmt::Pass(_) => ("nothing", none.clone(), none),
        Stmt::Expr(each) => {
            let value = match &*each.value {
                Expr::Await(awaited) => &awaited.value,
                other => other,
            };
            match value {
                Expr::Call(call) => ("calls", file.dotted(&call.func), none),
                constant if constant.is_literal_expr() => ("nothing", none.clone(), none),
                _ => ("code", none.clone(), none),
            }
        }
        _ => ("code", none.clone(), none),
    }
}

/// The chains that are read, whole, sorted; those that are called with "()" behind.
fn uses<'a>(file: &File<'a>, body: &'a [Stmt]) -> Vec<String> {
    let mut read = Uses { file, found: Vec::new(), depth: 0 };
    read.visit_body(body);
    read.found.sort();
    read.found.dedup();
    read.found
}

struct Uses<'a, 'f> {
    file: &'f File<'a>,
    found: Vec<String>,
    depth: usize,
}

impl<'a> Visitor<'a> for Uses<'a, '_> {
    fn visit_stmt(&mut self, node: &'a Stmt) {
        self.deeper(|this| visitor::walk_stmt(this, node));
    }

    fn visit_expr(&mut self, node: &'a Expr) {
        self.deeper(|this| this.read(node));
    }
}

impl<'a> Uses<'a, '_> {
    fn deeper(&mut self, work: impl FnOnce(&mut Self)) {
        if self.depth > DEEPEST {
            self.file.refuse();
            return;
        }
        self.depth += 1;
        work(self);
        self.depth -= 1;
    }

    fn read(&mut self, node: &'a Expr) {
        match node {
            Expr::Name(name) => self.chain(node, name.ctx),
            Expr::Attribute(attribute) => self.chain(node, attribute.ctx),
            Expr::Call(call) if matches!(&*call.func, Expr::Name(_) | Expr::Attribute(_)) => {
                let (text, root) = self.file.chain(&call.func);
                if !text.is_empty() {
                    self.found.push(format!("{text}()"));
                }
                if let Some(root) = root {
                    self.visit_expr(root);
                }
                for each in &call.arguments.args {
                    self.visit_expr(each);
                }
                for each in &call.arguments.keywords {
                    self.visit_expr(&each.value);
                }
            }
            other => visitor::walk_expr(self, other),
        }
    }

    fn chain(&mut self, node: &'a Expr, ctx: ExprContext) {
        let (text, root) = self.file.chain(node);
        if !text.is_empty() && ctx == ExprContext::Load {
            self.found.push(text.into_owned());
        }
        if let Some(root) = root {
            self.visit_expr(root);
        }
    }
}
