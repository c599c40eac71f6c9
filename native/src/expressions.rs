//! Expressions, as archlint/facts/python/expressions.py reads them: the parts go on the stack, the last one first.

use ruff_python_ast::{Expr, ExprCall, ExprContext, Parameters};
use ruff_text_size::Ranged;

use crate::facts::{Import, Text};
use crate::scope::{Item, Scope};
use crate::text::{is_arithmetic, is_of_numbers};

const PRINTED: usize = 8;

pub fn read<'a>(scope: &mut Scope<'a, '_>, node: &'a Expr) {
    match node {
        Expr::Call(call) => read_call(scope, call),
        Expr::Subscript(each) => {
            scope.expr(&each.slice);
            scope.expr(&each.value);
            if !matches!(each.ctx, ExprContext::Load) {
                let text = scope.file.chain(&each.value).0;
                if !text.is_empty() {
                    scope.seen.altered.insert(text, ());
                }
            }
        }
        Expr::Tuple(each) => scope.exprs(&each.elts),
        Expr::List(each) => scope.exprs(&each.elts),
        Expr::Set(each) => scope.exprs(&each.elts),
        Expr::Dict(each) => {
            scope.exprs(each.items.iter().map(|item| &item.value));
            scope.exprs(each.items.iter().filter_map(|item| item.key.as_ref()));
        }
        Expr::BinOp(each) => {
            if is_arithmetic(each.op) && is_of_numbers(each) {
                scope.seen.arithmetic += 1;
            }
            scope.expr(&each.right);
            scope.expr(&each.left);
        }
        Expr::BoolOp(each) => scope.exprs(&each.values),
        Expr::Compare(each) => {
            scope.exprs(each.comparators.iter());
            scope.expr(&each.left);
        }
        Expr::UnaryOp(each) => scope.expr(&each.operand),
        Expr::Starred(each) => scope.expr(&each.value),
        Expr::Await(each) => scope.expr(&each.value),
        Expr::Lambda(each) => {
            scope.expr(&each.body);
            if let Some(parameters) = &each.parameters {
                defaults(scope, parameters);
            }
        }
        Expr::If(each) => {
            scope.expr(&each.orelse);
            scope.expr(&each.body);
            scope.expr(&each.test);
        }
        Expr::Named(each) => {
            scope.expr(&each.value);
            scope.expr(&each.target);
        }
        Expr::Slice(each) => {
            scope.maybe(each.step.as_deref());
            scope.maybe(each.upper.as_deref());
            scope.maybe(each.lower.as_deref());
        }
        Expr::Yield(each) => yielded(scope, each.value.as_deref()),
        Expr::YieldFrom(each) => yielded(scope, Some(&each.value)),
        Expr::ListComp(each) => comprehension(scope, &each.generators, &[Some(&each.elt)]),
        Expr::SetComp(each) => comprehension(scope, &each.generators, &[Some(&each.elt)]),
        Expr::Generator(each) => comprehension(scope, &each.generators, &[Some(&each.elt)]),
        Expr::DictComp(each) => comprehension(scope, &each.generators, &[each.key.as_deref(), Some(&each.value)]),
        _ => {} // a constant; names, attributes and f-strings are read before
    }
}

fn comprehension<'a>(scope: &mut Scope<'a, '_>, generators: &'a [ruff_python_ast::Comprehension], made: &[Option<&'a Expr>]) {
    for each in generators.iter().rev() {
        scope.push(Item::Comprehension(each));
    }
    for each in made.iter().rev() {
        scope.maybe(*each);
    }
}

fn yielded<'a>(scope: &mut Scope<'a, '_>, value: Option<&'a Expr>) {
    if scope.nested == 0 {
        scope.seen.is_generator = true;
    }
    scope.maybe(value);
}

fn read_call<'a>(scope: &mut Scope<'a, '_>, node: &'a ExprCall) {
    scope.exprs(node.arguments.keywords.iter().map(|keyword| &keyword.value));
    scope.exprs(node.arguments.args.iter());
    if !matches!(&*node.func, Expr::Name(_) | Expr::Attribute(_)) {
        scope.expr(&node.func);
        return;
    }
    let (text, root) = scope.file.chain(&node.func);
    if !text.is_empty() {
        if matches!(&*node.func, Expr::Attribute(_)) && is_spread(node) {
            scope.seen.spread.insert(text.clone(), ());
        }
        if text == "print" {
            note_printed(scope, node);
        }
        if matches!(&*text, "importlib.import_module" | "import_module" | "__import__") {
            dynamic_import(scope, node);
        }
        scope.seen.calls.entry(text).or_insert_with(|| scope.file.packed(node.start()));
    }
    scope.maybe(root);
}

fn is_spread(node: &ExprCall) -> bool {
    node.arguments.keywords.last().is_some_and(|keyword| keyword.arg.is_none())
        || matches!(node.arguments.args.last(), Some(Expr::Starred(_)))
}

fn note_printed<'a>(scope: &mut Scope<'a, '_>, node: &'a ExprCall) {
    let Some(first) = node.arguments.args.first() else { return };
    if scope.seen.printed.len() < PRINTED {
        let text = scope.file.printed_words(first);
        if !text.is_empty() {
            scope.seen.printed.push(Text::Owned(text));
        }
    }
}

fn dynamic_import<'a>(scope: &mut Scope<'a, '_>, node: &'a ExprCall) {
    let Some(Expr::StringLiteral(first)) = node.arguments.args.first() else { return };
    let module = scope.file.sound(first.value.to_str());
    if module.is_empty() || module.starts_with('.') {
        return;
    }
    let (line, column) = scope.file.place(first.range.start());
    scope.file.imports.borrow_mut().push(Import {
        module: Text::Borrowed(module),
        name: Text::Borrowed(""),
        line,
        column,
        level: 0,
        type_checking: scope.type_checking,
        in_function: scope.function,
        in_main: scope.main,
        alias: Text::Borrowed(""),
        dynamic: true,
    });
}

/// The defaults of parameters, which are evaluated around the function; those without a name to give them by lie lower.
pub fn defaults<'a>(scope: &mut Scope<'a, '_>, parameters: &'a Parameters) {
    for each in parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs) {
        scope.maybe(each.default.as_deref());
    }
}
