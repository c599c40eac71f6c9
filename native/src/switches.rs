//! Choices between kinds, as archlint/facts/python/switches.py finds them.

use ruff_python_ast::{BoolOp, CmpOp, Expr, Operator, Pattern, Stmt, StmtMatch};
use ruff_text_size::TextSize;

use crate::facts::Switch;
use crate::text::File;

struct Test {
    kind: &'static str,
    subject: String,
    cases: Vec<String>,
}

impl Test {
    fn asks_as(&self, other: &Test) -> bool {
        self.kind == other.kind && self.subject == other.subject
    }
}

/// A condition and what is done then.
pub struct Branch<'a> {
    pub test: &'a Expr,
    pub body: &'a [Stmt],
}

pub fn switch_of<'a>(file: &File<'a>, branches: &[Branch<'a>], orelse: &'a [Stmt], at: TextSize, end: TextSize) -> Option<Switch> {
    let first = asked(file, branches[0].test, 0)?;
    let mut cases: Vec<String> = Vec::new();
    let mut count = 0;
    for branch in branches {
        if let Some(test) = asked(file, branch.test, 0) {
            if test.asks_as(&first) {
                for case in test.cases {
                    if !cases.contains(&case) {
                        cases.push(case);
                    }
                }
                count += 1;
            }
        }
    }
    if first.kind == "value" && count < 2 {
        return None;
    }
    Some(switch(file, first.kind, first.subject, cases, count, orelse, at, end))
}

pub fn match_switch<'a>(file: &File<'a>, node: &'a StmtMatch) -> Option<Switch> {
    let subject = subject(file, &node.subject);
    let mut cases = Vec::new();
    let mut count = 0;
    let mut kinds: Vec<&'static str> = Vec::new();
    let mut otherwise: &[Stmt] = &[];
    for case in &node.cases {
        let named = pattern_cases(file, &case.pattern, 0)?;
        if named.is_empty() {
            otherwise = &case.body;
            continue;
        }
        count += 1;
        for (kind, text) in named {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
            cases.push(text);
        }
    }
    if subject.is_empty() || kinds.len() != 1 || count < 2 {
        return None;
    }
    let found = switch(file, kinds[0], subject, cases, count, otherwise, node.range.start(), node.range.end());
    Some(Switch { matched: true, ..found })
}

/// Whether it is an `if` without an else whose body ends by leaving.
pub fn is_leaving(statement: &Stmt) -> bool {
    match statement {
        Stmt::If(node) if node.elif_else_clauses.is_empty() => {
            matches!(node.body.last(), Some(Stmt::Return(_) | Stmt::Raise(_) | Stmt::Continue(_) | Stmt::Break(_)))
        }
        _ => false,
    }
}

#[allow(clippy::too_many_arguments)]
fn switch(
    file: &File,
    kind: &'static str,
    subject: String,
    cases: Vec<String>,
    branches: usize,
    orelse: &[Stmt],
    at: TextSize,
    end: TextSize,
) -> Switch {
    let (line, column) = file.place(at);
    let otherwise = match orelse.first() {
        None => "",
        Some(Stmt::Raise(_)) => "raises",
        Some(_) => "code",
    };
    Switch { kind, subject, cases, line, column, end_line: file.line(end), otherwise, branches, matched: false }
}

fn asked<'a>(file: &File<'a>, test: &'a Expr, depth: usize) -> Option<Test> {
    if depth > crate::text::DEEPEST {
        file.refuse();
        return None;
    }
    match test {
        Expr::BoolOp(node) => {
            let mut parts: Vec<Test> = node.values.iter().filter_map(|value| asked(file, value, depth + 1)).collect();
            if node.op == BoolOp::And {
                return if parts.is_empty() { None } else { Some(parts.swap_remove(0)) };
            }
            if parts.len() != node.values.len() || !parts.iter().all(|part| part.asks_as(&parts[0])) {
                return None;
            }
            let cases = parts.iter_mut().flat_map(|part| std::mem::take(&mut part.cases)).collect();
            let first = parts.swap_remove(0);
            Some(Test { cases, ..first })
        }
        Expr::Call(call) => {
            let is_asking = matches!(&*call.func, Expr::Name(name) if matches!(name.id.as_str(), "isinstance" | "issubclass"));
            if !is_asking || call.arguments.args.len() != 2 {
                return None;
            }
            let named: Vec<String> = match &call.arguments.args[1] {
                Expr::BinOp(either) if either.op == Operator::BitOr => {
                    vec![file.dotted(&either.left).into_owned(), file.dotted(&either.right).into_owned()]
                }
                Expr::Tuple(many) => many.elts.iter().map(|each| file.dotted(each).into_owned()).collect(),
                one => vec![file.dotted(one).into_owned()],
            };
            test_of("type", subject(file, &call.arguments.args[0]), named)
        }
        Expr::Compare(node) if node.ops.len() == 1 => compared(file, &node.left, node.ops[0], &node.comparators[0]),
        _ => None,
    }
}

fn test_of(kind: &'static str, subject: String, cases: Vec<String>) -> Option<Test> {
    (!subject.is_empty() && cases.iter().all(|case| !case.is_empty())).then_some(Test { kind, subject, cases })
}

fn compared<'a>(file: &File<'a>, left: &'a Expr, operator: CmpOp, right: &'a Expr) -> Option<Test> {
    if operator == CmpOp::In {
        let elements = match right {
            Expr::Tuple(many) => &many.elts,
            Expr::List(many) => &many.elts,
            Expr::Set(many) => &many.elts,
            _ => return None,
        };
        let cases: Vec<String> = elements.iter().map(|each| case(file, each)).collect();
        return if cases.is_empty() { None } else { test_of("value", subject(file, left), cases) };
    }
    if operator != CmpOp::Eq && operator != CmpOp::Is {
        return None;
    }
    let typed = type_of(file, left);
    if !typed.is_empty() {
        let name = match right {
            Expr::StringLiteral(text) => file.sound(text.value.to_str()).to_string(),
            _ => file.dotted(right).into_owned(),
        };
        return test_of("type", typed, vec![name]);
    }
    let swapped = !matches!(left, Expr::Name(_) | Expr::Attribute(_)) && !case(file, left).is_empty();
    let (left, right) = if swapped { (right, left) } else { (left, right) };
    test_of("value", subject(file, left), vec![case(file, right)])
}

/// `x` for `type(x)`, `x.__class__`, and for the `__name__` of these.
fn type_of<'a>(file: &File<'a>, mut node: &'a Expr) -> String {
    while let Expr::Attribute(attribute) = node {
        match attribute.attr.as_str() {
            "__name__" | "__qualname__" => node = &attribute.value,
            "__class__" => return subject(file, &attribute.value),
            _ => return String::new(),
        }
    }
    match node {
        Expr::Call(call)
            if call.arguments.args.len() == 1 && matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "type") =>
        {
            subject(file, &call.arguments.args[0])
        }
        _ => String::new(),
    }
}

fn subject<'a>(file: &File<'a>, node: &'a Expr) -> String {
    match node {
        Expr::Call(call) => {
            let Expr::Attribute(method) = &*call.func else { return String::new() };
            if call.arguments.args.is_empty() {
                let text = file.dotted(&call.func);
                return if text.is_empty() { String::new() } else { format!("{text}()") };
            }
            if method.attr.as_str() == "get" {
                return item(file, &method.value, &call.arguments.args[0]);
            }
            String::new()
        }
        Expr::Subscript(subscript) => item(file, &subscript.value, &subscript.slice),
        Expr::Name(_) | Expr::Attribute(_) => file.chain(node).0.into_owned(),
        _ => String::new(),
    }
}

fn item<'a>(file: &File<'a>, value: &'a Expr, key: &'a Expr) -> String {
    let text = file.dotted(value);
    match key {
        Expr::StringLiteral(_) if !text.is_empty() => format!("{text}[{}]", file.literal(key)),
        _ => String::new(),
    }
}

/// A case of a switch on values: a literal, or a dotted name that is no plain variable.
fn case<'a>(file: &File<'a>, node: &'a Expr) -> String {
    if node.is_literal_expr() {
        return file.literal(node);
    }
    let text = file.dotted(node);
    let is_upper = text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
    if text.contains('.') || is_upper {
        text.into_owned()
    } else {
        String::new()
    }
}

/// The kinds that a pattern names: none for one that takes everything, None for one about structure.
fn pattern_cases<'a>(file: &File<'a>, pattern: &'a Pattern, depth: usize) -> Option<Vec<(&'static str, String)>> {
    if depth > crate::text::DEEPEST {
        file.refuse();
        return None;
    }
    let one = |kind, text: String| (!text.is_empty()).then(|| vec![(kind, text)]);
    match pattern {
        Pattern::MatchClass(node) => one("type", file.dotted(&node.cls).into_owned()),
        Pattern::MatchValue(node) => one("value", case(file, &node.value)),
        Pattern::MatchAs(node) => node.pattern.as_deref().map_or(Some(Vec::new()), |inner| pattern_cases(file, inner, depth + 1)),
        Pattern::MatchOr(node) => {
            let parts: Option<Vec<_>> = node.patterns.iter().map(|each| pattern_cases(file, each, depth + 1)).collect();
            parts.map(|parts| parts.into_iter().flatten().collect())
        }
        _ => None,
    }
}
