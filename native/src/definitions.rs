//! Functions and classes of a file, each as a scope of its own, as archlint/facts/python/definitions.py reads them.

use std::borrow::Cow;
use std::collections::VecDeque;

use ruff_python_ast::{Expr, ModModule, Parameters, Stmt, StmtClassDef, StmtFunctionDef};
use ruff_text_size::Ranged;

use crate::facts::{ClassFacts, CodeFacts, FunctionFacts, Param, Seen, Table, Text};
use crate::scope::{Around, Scope};
use crate::statements::{keyword_of, note_raise};
use crate::text::File;

pub struct Reader<'a, 'f> {
    file: &'f File<'a>,
    pending: VecDeque<(&'a StmtClassDef, String, Around)>,
    functions: Vec<FunctionFacts<'a>>,
}

impl<'a, 'f> Reader<'a, 'f> {
    pub fn new(file: &'f File<'a>) -> Self {
        Self { file, pending: VecDeque::new(), functions: Vec::new() }
    }

    pub fn read(mut self, tree: &'a ModModule) -> CodeFacts<'a> {
        let mut scope = Scope::new(self.file, Around { function: false, type_checking: false, main: false }, true);
        scope.read(&tree.body);
        self.take(&scope, "");
        let mut classes = Vec::new();
        while let Some((node, around, outer)) = self.pending.pop_front() {
            classes.push(self.class(node, &around, outer));
        }
        let top = facts_of(scope, "<module>", 1, 1, tree.body.len());
        classes.sort_by_key(|each| each.line);
        self.functions.sort_by_key(|each| each.line);
        CodeFacts { classes, functions: self.functions, top }
    }

    /// The definitions that were met in a top-level or function scope.
    fn take(&mut self, scope: &Scope<'a, 'f>, around: &str) {
        for (node, type_checking) in &scope.definitions {
            let outer = Around { type_checking: *type_checking, ..scope.around() };
            match node {
                Stmt::ClassDef(class) => self.pending.push_back((class, around.to_string(), outer)),
                Stmt::FunctionDef(function) => {
                    let facts = self.function(function, outer, function.name.as_str());
                    self.functions.push(facts);
                }
                _ => {}
            }
        }
    }

    fn function(&mut self, node: &'a StmtFunctionDef, outer: Around, qualified: &str) -> FunctionFacts<'a> {
        let file = self.file;
        let mut scope = Scope::new(file, Around { function: true, ..outer }, false);
        for statement in &node.body {
            if let Stmt::Raise(raise) = statement {
                note_raise(&mut scope, raise, None, true);
            }
        }
        crate::expressions::defaults(&mut scope, &node.parameters);
        scope.read(&node.body);
        self.take(&scope, &format!("{qualified}.<locals>."));
        let (line, column) = file.place(keyword_of(file, node.name.range.start(), node.is_async));
        let only = only_one(node);
        let (body, end_line) = (body_kind(file, node, only), file.line(node.range.end()));
        FunctionFacts {
            name: Text::Borrowed(node.name.as_str()),
            line,
            column,
            end_line,
            decorators: node.decorator_list.iter().map(|each| file.called_name(&each.expression)).collect(),
            params: self.params(&node.parameters),
            returns: file.annotation(node.returns.as_deref()),
            body,
            is_async: node.is_async,
            waived: file.waives(line, line.max(first_line(file, &node.body[0]) - 1)),
            wording: only.map_or("", |only| wording(file, only, body, line, end_line)),
            seen: scope.seen,
        }
    }

    fn params(&self, parameters: &'a Parameters) -> Vec<Param<'a>> {
        let file = self.file;
        let param = |each: &'a ruff_python_ast::Parameter, kind, default: Option<&'a Expr>| Param {
            name: Text::Borrowed(each.name.as_str()),
            kind,
            annotation: file.annotation(each.annotation.as_deref()),
            default: default_text(file, default),
        };
        let mut found = Vec::new();
        found.extend(parameters.posonlyargs.iter().map(|each| param(&each.parameter, "positional", each.default.as_deref())));
        found.extend(parameters.args.iter().map(|each| param(&each.parameter, "normal", each.default.as_deref())));
        found.extend(parameters.vararg.iter().map(|each| param(each, "args", None)));
        found.extend(parameters.kwonlyargs.iter().map(|each| param(&each.parameter, "keyword", each.default.as_deref())));
        found.extend(parameters.kwarg.iter().map(|each| param(each, "kwargs", None)));
        found
    }

    fn class(&mut self, node: &'a StmtClassDef, around: &str, outer: Around) -> ClassFacts<'a> {
        let file = self.file;
        let qualified = format!("{around}{}", node.name.as_str());
        let mut scope = Scope::new(file, outer, true);
        scope.read(&node.body);
        let inner = scope.around();
        let mut methods = Vec::new();
        for (each, _) in std::mem::take(&mut scope.definitions) {
            match each {
                Stmt::ClassDef(class) => self.pending.push_back((class, format!("{qualified}."), inner)),
                Stmt::FunctionDef(method) => {
                    methods.push(self.function(method, inner, &format!("{qualified}.{}", method.name.as_str())))
                }
                _ => {}
            }
        }
        methods.sort_by_key(|each| each.line);
        let (line, column) = file.place(keyword_of(file, node.name.range.start(), false));
        let end_line = file.line(node.range.end());
        let bases: &[Expr] = node.arguments.as_ref().map_or(&[], |arguments| &arguments.args);
        let mut keywords = Table::default();
        for keyword in node.arguments.iter().flat_map(|arguments| &arguments.keywords) {
            if let Some(name) = &keyword.arg {
                keywords.insert(Text::Borrowed(name.as_str()), file.chain(&keyword.value).0);
            }
        }
        ClassFacts {
            name: Cow::Owned(qualified),
            line,
            column,
            end_line,
            bases: bases.iter().map(|each| base_text(file, each)).collect(),
            base_arguments: bases
                .iter()
                .map(|each| match each {
                    Expr::Subscript(subscript) => file.annotation(Some(&subscript.slice)),
                    _ => Text::Borrowed(""),
                })
                .collect(),
            keywords,
            decorators: node.decorator_list.iter().map(|each| file.called_name(&each.expression)).collect(),
            methods,
            body: facts_of(scope, "<class>", line, column, end_line),
            docstring: is_docstring(&node.body[0]),
        }
    }
}

/// The line of a statement, of a definition that of its keyword.
fn first_line(file: &File, statement: &Stmt) -> usize {
    let at = match statement {
        Stmt::FunctionDef(node) => keyword_of(file, node.name.range.start(), node.is_async),
        Stmt::ClassDef(node) => keyword_of(file, node.name.range.start(), false),
        other => other.start(),
    };
    file.line(at)
}

/// A module's top level, or a class body.
fn facts_of<'a>(scope: Scope<'a, '_>, name: &'static str, line: usize, column: usize, end_line: usize) -> FunctionFacts<'a> {
    FunctionFacts {
        name: Text::Borrowed(name),
        line,
        column,
        end_line,
        body: "code",
        seen: Seen {
            loads: scope.seen.loads,
            stores: scope.seen.stores,
            calls: scope.seen.calls,
            assigned: scope.seen.assigned,
            annotated: scope.seen.annotated,
            switches: scope.seen.switches,
            raises: scope.seen.raises,
            statements: scope.seen.statements,
            arithmetic: scope.seen.arithmetic,
            printed: scope.seen.printed,
            ..Seen::default()
        },
        ..FunctionFacts::default()
    }
}

fn base_text<'a>(file: &File<'a>, mut node: &'a Expr) -> Text<'a> {
    while let Expr::Subscript(subscript) = node {
        node = &subscript.value;
    }
    if let Expr::Call(_) = node {
        let name = file.called_name(node);
        return if name.is_empty() { name } else { Cow::Owned(format!("{name}()")) };
    }
    file.chain(node).0
}

fn default_text<'a>(file: &File<'a>, node: Option<&'a Expr>) -> Text<'a> {
    let Some(node) = node else { return Text::Borrowed("") };
    let text = file.value_text(node);
    if text.is_empty() {
        Text::Borrowed("=other")
    } else {
        text
    }
}

fn is_docstring(statement: &Stmt) -> bool {
    matches!(statement, Stmt::Expr(each) if each.value.is_string_literal_expr())
}

/// The one statement that does something; none where there are several, or none.
fn only_one(node: &StmtFunctionDef) -> Option<&Stmt> {
    let body = if is_docstring(&node.body[0]) { &node.body[1..] } else { &node.body[..] };
    let mut doing = body.iter().filter(|each| !is_nothing(each));
    let only = doing.next();
    if doing.next().is_some() {
        return None;
    }
    only
}

fn is_empty(node: &StmtFunctionDef) -> bool {
    let body = if is_docstring(&node.body[0]) { &node.body[1..] } else { &node.body[..] };
    body.iter().all(is_nothing)
}

fn wording<'a>(file: &File<'a>, only: &'a Stmt, body: &str, line: usize, end_line: usize) -> &'static str {
    if matches!(body, "refuses" | "not-implemented") {
        return if file.tells_of_a_limit(line, end_line) { "limit" } else { "" };
    }
    let value = match only {
        Stmt::Return(returned) => returned.value.as_deref(),
        Stmt::Expr(each) => Some(&*each.value),
        _ => None,
    };
    let text = match value {
        Some(Expr::Call(call)) if !call.arguments.args.is_empty() => Some(&call.arguments.args[0]),
        other => other,
    };
    let is_text = matches!(text, Some(Expr::StringLiteral(_) | Expr::FString(_)));
    if is_text && file.says_no(file.line(only.start()), file.line(only.end())) {
        "denial"
    } else {
        ""
    }
}

fn body_kind<'a>(file: &File<'a>, node: &'a StmtFunctionDef, only: Option<&'a Stmt>) -> &'static str {
    let Some(only) = only else { return if is_empty(node) { "empty" } else { "code" } };
    let mut value = match only {
        Stmt::Raise(raise) => {
            let exception = raise.exc.as_deref().map_or(Text::Borrowed(""), |raised| file.called_name(raised));
            return if is_missing(&exception) { "not-implemented" } else { "refuses" };
        }
        Stmt::Return(returned) => match returned.value.as_deref() {
            None => return "empty",
            Some(value) if value.is_literal_expr() => return "constant",
            Some(value) if !node.name.starts_with("__") && is_missing(&file.called_name(value)) => return "not-implemented",
            Some(value) => value,
        },
        Stmt::Expr(each) => &*each.value,
        _ => return "code",
    };
    if let Expr::Await(awaited) = value {
        value = &awaited.value;
    }
    match value {
        Expr::Call(call) if file.chain(&call.func).0.strip_prefix("super().") == Some(node.name.as_str()) => "delegates",
        _ => "code",
    }
}

fn is_missing(name: &str) -> bool {
    matches!(name.rsplit('.').next(), Some("NotImplementedError" | "NotImplemented"))
}

fn is_nothing(statement: &Stmt) -> bool {
    match statement {
        Stmt::Pass(_) => true,
        Stmt::Expr(each) => each.value.is_ellipsis_literal_expr(),
        _ => false,
    }
}
