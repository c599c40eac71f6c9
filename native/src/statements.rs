//! Statements, as archlint/facts/python/statements.py reads them.

use ruff_python_ast::{visitor, visitor::Visitor, CmpOp, Expr, Stmt, StmtIf, StmtImportFrom, StmtRaise, StmtWith, UnaryOp};
use ruff_text_size::TextSize;

use crate::expressions::defaults;
use crate::facts::{Import, Raise, Text};
use crate::scope::{Item, Scope};
use crate::switches::{match_switch, switch_of, Branch};
use crate::text::{is_arithmetic, File};

const RETURNED: usize = 8;
const MOST_BRANCHES: usize = 200; // to Python each elif lies one deeper, and somewhere that is too deep

pub fn read<'a>(scope: &mut Scope<'a, '_>, node: &'a Stmt) {
    match node {
        Stmt::Expr(each) => scope.expr(&each.value),
        Stmt::Assign(each) => {
            let value = scope.file.value_text(&each.value);
            for target in &each.targets {
                if matches!(target, Expr::Name(_) | Expr::Attribute(_)) {
                    let text = scope.file.chain(target).0;
                    if !text.is_empty() {
                        scope.seen.assigned.entry(text).or_insert_with(|| value.clone());
                    }
                }
            }
            scope.expr(&each.value);
            for target in &each.targets {
                scope.expr(target);
            }
        }
        Stmt::AnnAssign(each) => {
            let text = scope.file.chain(&each.target).0;
            if !text.is_empty() {
                let annotation = scope.file.annotation(Some(&each.annotation));
                scope.seen.annotated.entry(text.clone()).or_insert(annotation);
                if let Some(value) = &each.value {
                    scope.seen.assigned.entry(text).or_insert_with(|| scope.file.value_text(value));
                }
            }
            scope.maybe(each.value.as_deref());
            scope.expr(&each.target);
        }
        Stmt::AugAssign(each) => {
            scope.expr(&each.value);
            scope.expr(&each.target);
            if is_arithmetic(each.op) {
                scope.seen.arithmetic += 1;
            }
            let text = scope.file.chain(&each.target).0;
            if !text.is_empty() {
                scope.seen.loads.entry(text).or_insert_with(|| scope.file.packed(each.range.start()));
            }
        }
        Stmt::If(each) => read_if(scope, each),
        Stmt::Match(each) => {
            scope.seen.switches.extend(match_switch(scope.file, each));
            for case in each.cases.iter().rev() {
                scope.block(&case.body);
                scope.maybe(case.guard.as_deref());
                scope.push(Item::Pattern(&case.pattern));
            }
            scope.expr(&each.subject);
        }
        Stmt::Raise(each) => {
            let (line, column) = scope.file.place(each.range.start());
            if !scope.seen.raises.iter().any(|known| known.line == line && known.column == column) {
                note_raise(scope, each, None, false);
            }
            scope.maybe(each.cause.as_deref());
            scope.maybe(each.exc.as_deref());
        }
        Stmt::Return(each) => {
            if scope.nested == 0 && scope.seen.returned.len() < RETURNED {
                let value = each.value.as_deref().map_or(Text::Borrowed("=None"), |value| scope.file.value_text(value));
                scope.seen.returned.insert(value, ());
            }
            scope.maybe(each.value.as_deref());
        }
        Stmt::FunctionDef(each) => {
            if scope.keeps_functions {
                scope.definitions.push((node, scope.type_checking));
                return;
            }
            scope.push(Item::Restore { type_checking: scope.type_checking, main: scope.main, nested: scope.nested });
            scope.nested += 1;
            scope.block(&each.body);
            defaults(scope, &each.parameters);
            for decorator in &each.decorator_list {
                scope.expr(&decorator.expression);
            }
            let place = scope.file.packed(keyword_of(scope.file, each.name.range.start(), each.is_async));
            scope.seen.stores.entry(Text::Borrowed(each.name.as_str())).or_insert(place);
        }
        Stmt::ClassDef(_) => scope.definitions.push((node, scope.type_checking)),
        Stmt::Import(each) => {
            for alias in &each.names {
                import(scope, Text::Borrowed(alias.name.as_str()), "", 0, alias);
            }
        }
        Stmt::ImportFrom(each) => {
            let module = absolute(each, scope.file.package);
            for alias in &each.names {
                import(scope, module.clone(), alias.name.as_str(), each.level as usize, alias);
            }
        }
        Stmt::For(each) => {
            scope.block(&each.orelse);
            scope.block(&each.body);
            scope.expr(&each.iter);
            scope.expr(&each.target);
        }
        Stmt::While(each) => {
            scope.block(&each.orelse);
            scope.block(&each.body);
            scope.expr(&each.test);
        }
        Stmt::With(each) => read_with(scope, each),
        Stmt::Try(each) => {
            scope.block(&each.finalbody);
            scope.block(&each.orelse);
            scope.handlers(&each.handlers);
            scope.block(&each.body);
        }
        Stmt::Delete(each) => scope.exprs(&each.targets),
        Stmt::Assert(each) => {
            if scope.nested == 0 {
                let chains = asked(scope.file, &each.test);
                scope.seen.asserted.extend(chains.into_iter().map(|chain| (chain, ())));
            }
            scope.maybe(each.msg.as_deref());
            scope.expr(&each.test);
        }
        Stmt::TypeAlias(each) => {
            let name = scope.file.chain(&each.name).0;
            scope.seen.assigned.entry(name).or_insert_with(|| scope.file.value_text(&each.value));
            scope.expr(&each.value);
            scope.expr(&each.name);
        }
        Stmt::IpyEscapeCommand(_) => scope.file.refuse(),
        Stmt::Global(_) | Stmt::Nonlocal(_) | Stmt::Pass(_) | Stmt::Break(_) | Stmt::Continue(_) => {}
    }
}

fn import<'a>(scope: &mut Scope<'a, '_>, module: Text<'a>, name: &'a str, level: usize, alias: &'a ruff_python_ast::Alias) {
    let (line, column) = scope.file.place(alias.range.start());
    scope.file.imports.borrow_mut().push(Import {
        module,
        name: Text::Borrowed(name),
        line,
        column,
        level,
        type_checking: scope.type_checking,
        in_function: scope.function,
        in_main: scope.main,
        alias: Text::Borrowed(alias.asname.as_ref().map_or("", |name| name.as_str())),
        dynamic: false,
    });
}

/// The module that a `from` names; empty where its dots lead out of the top package.
fn absolute<'a>(node: &'a StmtImportFrom, package: &'a str) -> Text<'a> {
    let module = node.module.as_ref().map_or("", |name| name.as_str());
    if node.level == 0 {
        return Text::Borrowed(module);
    }
    let parts: Vec<&str> = if package.is_empty() { Vec::new() } else { package.split('.').collect() };
    let level = node.level as usize;
    if level > parts.len() {
        return Text::Borrowed("");
    }
    let base = parts[..=parts.len() - level].join(".");
    Text::Owned(if module.is_empty() { base } else { format!("{base}.{module}") })
}

fn read_if<'a>(scope: &mut Scope<'a, '_>, node: &'a StmtIf) {
    let mut branches = Vec::new();
    let mut at = node;
    let orelse: &'a [Stmt] = loop {
        branches.push(Branch { test: &at.test, body: &at.body });
        let mut rest: &'a [Stmt] = &[];
        for clause in &at.elif_else_clauses {
            match &clause.test {
                Some(test) => branches.push(Branch { test, body: &clause.body }),
                None => rest = &clause.body,
            }
        }
        match rest {
            [Stmt::If(inner)] => at = inner, // an if alone in an else is an elif to Python
            _ => break rest,
        }
    };
    if branches.len() > MOST_BRANCHES {
        scope.file.refuse();
        return;
    }
    let switch = switch_of(scope.file, &branches, orelse, node.range.start(), node.range.end());
    scope.seen.switches.extend(switch.filter(|found| branches.len() > 1 || found.kind != "value"));
    let denied = match branches[branches.len() - 1].test {
        Expr::UnaryOp(last) if last.op == UnaryOp::Not => Some(&*last.operand),
        _ => None,
    };
    marked_block(scope, orelse, denied);
    for branch in branches.iter().rev() {
        marked_block(scope, branch.body, Some(branch.test));
        scope.expr(branch.test);
        for statement in branch.body {
            if let Stmt::Raise(raise) = statement {
                note_raise(scope, raise, Some(branch.test), false);
            }
        }
    }
}

/// A block that runs where the test holds; under TYPE_CHECKING and `__name__ == "__main__"` that is marked.
fn marked_block<'a>(scope: &mut Scope<'a, '_>, body: &'a [Stmt], test: Option<&'a Expr>) {
    let type_checking = test.is_some_and(is_type_checking);
    let main = test.is_some_and(is_main);
    if !(type_checking || main) {
        scope.block(body);
        return;
    }
    scope.push(Item::Restore { type_checking: scope.type_checking, main: scope.main, nested: scope.nested });
    scope.block(body);
    scope.push(Item::Mark { type_checking: scope.type_checking || type_checking, main: scope.main || main });
}

fn is_type_checking(test: &Expr) -> bool {
    match test {
        Expr::Name(name) => name.id.as_str() == "TYPE_CHECKING",
        Expr::Attribute(attribute) => attribute.attr.as_str() == "TYPE_CHECKING",
        _ => false,
    }
}

fn is_main(test: &Expr) -> bool {
    let Expr::Compare(compared) = test else { return false };
    if compared.ops.len() != 1 || compared.ops[0] != CmpOp::Eq {
        return false;
    }
    let sides = [&*compared.left, &compared.comparators[0]];
    sides.iter().any(|side| matches!(side, Expr::Name(name) if name.id.as_str() == "__name__"))
        && sides.iter().any(|side| matches!(side, Expr::StringLiteral(text) if text.value.to_str() == "__main__"))
}

pub fn note_raise<'a>(scope: &mut Scope<'a, '_>, node: &'a StmtRaise, guard: Option<&'a Expr>, unconditional: bool) {
    if scope.nested > 0 {
        return;
    }
    let guarded_by = guard.map_or_else(Vec::new, |guard| asked(scope.file, guard));
    let exception = node.exc.as_deref().map_or(Text::Borrowed(""), |raised| scope.file.called_name(raised));
    let (line, column) = scope.file.place(node.range.start());
    scope.seen.raises.push(Raise { exception, line, column, unconditional, guarded_by });
}

/// The chains that a test holds, in their order, each once.
fn asked<'a>(file: &File<'a>, test: &'a Expr) -> Vec<Text<'a>> {
    let mut chains = Chains { file, found: Vec::new() };
    chains.visit_expr(test);
    chains.found.sort();
    chains.found.dedup();
    chains.found
}

/// The chains that an expression holds, and the parts of chains that are chains.
struct Chains<'a, 'f> {
    file: &'f File<'a>,
    found: Vec<Text<'a>>,
}

impl<'a> Visitor<'a> for Chains<'a, '_> {
    fn visit_expr(&mut self, node: &'a Expr) {
        if matches!(node, Expr::Name(_) | Expr::Attribute(_)) {
            let text = self.file.chain(node).0;
            if !text.is_empty() {
                self.found.push(text);
            }
        }
        visitor::walk_expr(self, node);
    }
}

fn read_with<'a>(scope: &mut Scope<'a, '_>, node: &'a StmtWith) {
    scope.block(&node.body);
    for item in node.items.iter().rev() {
        if let Some(bound) = item.optional_vars.as_deref() {
            scope.expr(bound);
            let (text, value) = (scope.file.chain(bound).0, scope.file.value_text(&item.context_expr));
            if !text.is_empty() && !value.is_empty() {
                scope.seen.assigned.entry(text).or_insert(value);
            }
        }
        scope.expr(&item.context_expr);
    }
}

/// Where `def`, `async def` or `class` stands, by the place of the name behind it.
pub fn keyword_of(file: &File, name: TextSize, is_async: bool) -> TextSize {
    let back = |at: usize, words: &[&str]| -> usize {
        let before = file.source[..at].trim_end_matches([' ', '\t', '\x0c', '\\', '\n', '\r']);
        match words.iter().find(|word| before.ends_with(**word)) {
            Some(word) => before.len() - word.len(),
            None => {
                file.refuse();
                0
            }
        }
    };
    let at = back(name.to_usize(), &["def", "class"]);
    TextSize::try_from(if is_async { back(at, &["async"]) } else { at }).unwrap_or_default()
}
