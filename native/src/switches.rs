//! Choices between kinds, as archlint/facts/python/switches.py finds them.

use ruff_python_ast::{BoolOp, CmpOp, Expr, ExprCall, Number, Operator, Pattern, Stmt, StmtIf, StmtMatch};
use ruff_text_size::{Ranged, TextSize};

use crate::facts::Switch;
use crate::parts::part_of;
use crate::text::File;

const FLAGS: usize = 3; // less are the options of one task

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
    let mut bodies: Vec<&'a [Stmt]> = Vec::new();
    for branch in branches {
        if let Some(test) = asked(file, branch.test, 0) {
            if test.asks_as(&first) {
                for case in test.cases {
                    if !cases.contains(&case) {
                        cases.push(case);
                    }
                }
                bodies.push(branch.body);
            }
        }
    }
    if first.kind == "value" && bodies.len() < 2 {
        return None;
    }
    Some(switch(file, first.kind, first.subject, cases, &bodies, orelse, at, end))
}

/// The switches on values, and on flags, that single ifs are which follow each other and do not leave.
pub fn asked_apart<'a>(file: &File<'a>, body: &'a [Stmt]) -> Vec<Switch> {
    let mut by_subject: Vec<(String, Vec<&'a StmtIf>)> = Vec::new();
    for statement in body {
        let Stmt::If(node) = statement else { continue };
        let Some(test) = asked(file, &node.test, 0).filter(|test| test.kind == "value") else { continue };
        match by_subject.iter_mut().find(|(subject, _)| *subject == test.subject) {
            Some((_, run)) => run.push(node),
            None => by_subject.push((test.subject, vec![node])),
        }
    }
    let runs = by_subject.iter().filter(|(_, run)| run.len() > 1);
    let switches = runs.filter_map(|(_, run)| {
        let branches: Vec<Branch> = run.iter().map(|node| Branch { test: &node.test, body: &node.body }).collect();
        switch_of(file, &branches, &[], run[0].range.start(), run[run.len() - 1].range.end())
    });
    switches.chain(flags(file, body)).collect()
}

/// The switch on flags that ifs are which ask for a name or a field each.
fn flags<'a>(file: &File<'a>, body: &'a [Stmt]) -> Option<Switch> {
    let mut by_flag: Vec<(String, &'a StmtIf)> = Vec::new();
    for statement in body {
        let Stmt::If(node) = statement else { continue };
        let Some(flag) = flag(file, &node.test) else { continue };
        if !by_flag.iter().any(|(known, _)| *known == flag) {
            by_flag.push((flag, node));
        }
    }
    if by_flag.len() < FLAGS {
        return None;
    }
    let bodies: Vec<&'a [Stmt]> = by_flag.iter().map(|(_, node)| &node.body[..]).collect();
    let (start, end) = (body[0].start(), by_flag[by_flag.len() - 1].1.range.end());
    let names = by_flag.into_iter().map(|(flag, _)| flag).collect();
    Some(switch(file, "flag", String::new(), names, &bodies, &[], start, end))
}

/// A name or a field that is asked for alone, or before others; or whether there is something in it.
fn flag<'a>(file: &File<'a>, test: &'a Expr) -> Option<String> {
    let first = match test {
        Expr::BoolOp(node) if node.op == BoolOp::And => &node.values[0],
        _ => test,
    };
    let first = match first {
        Expr::Compare(node) if matches!(*node.ops, [CmpOp::IsNot]) && node.comparators[0].is_none_literal_expr() => &node.left,
        _ => first,
    };
    if !matches!(first, Expr::Name(_) | Expr::Attribute(_)) {
        return None;
    }
    Some(file.dotted(first).into_owned()).filter(|text| !text.is_empty())
}

pub fn match_switch<'a>(file: &File<'a>, node: &'a StmtMatch) -> Option<Switch> {
    let subject = subject(file, &node.subject);
    let mut cases = Vec::new();
    let mut bodies: Vec<&'a [Stmt]> = Vec::new();
    let mut kinds: Vec<&'static str> = Vec::new();
    let mut otherwise: &'a [Stmt] = &[];
    for case in &node.cases {
        let named = pattern_cases(file, &case.pattern, 0)?;
        if named.is_empty() {
            otherwise = &case.body;
            continue;
        }
        bodies.push(&case.body);
        for (kind, text) in named {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
            cases.push(text);
        }
    }
    if subject.is_empty() || kinds.len() != 1 || bodies.len() < 2 {
        return None;
    }
    let found = switch(file, kinds[0], subject, cases, &bodies, otherwise, node.range.start(), node.range.end());
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

/// Whether it is an `if` without an else whose body does not end by leaving.
pub fn is_staying(statement: &Stmt) -> bool {
    matches!(statement, Stmt::If(node) if node.elif_else_clauses.is_empty()) && !is_leaving(statement)
}

#[allow(clippy::too_many_arguments)]
fn switch<'a>(
    file: &File<'a>,
    kind: &'static str,
    subject: String,
    cases: Vec<String>,
    bodies: &[&'a [Stmt]],
    orelse: &'a [Stmt],
    at: TextSize,
    end: TextSize,
) -> Switch {
    let (line, column) = file.place(at);
    let otherwise = otherwise(file, orelse);
    let parts = bodies.iter().map(|body| part_of(file, body)).collect();
    Switch {
        kind,
        subject,
        cases,
        line,
        column,
        end_line: file.line(end),
        otherwise,
        branches: bodies.len(),
        matched: false,
        parts,
    }
}

fn otherwise<'a>(file: &File<'a>, orelse: &'a [Stmt]) -> &'static str {
    match orelse {
        [] => "",
        [Stmt::Raise(_), ..] => "raises",
        [_] => {
            let part = part_of(file, orelse);
            let gives = matches!(part.does, "nothing" | "returns" | "assigns" | "calls");
            if gives && part.uses.iter().all(|each| each == "print()") {
                "constant"
            } else {
                "code"
            }
        }
        _ => "code",
    }
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
        Expr::Call(call) if !matches!(&*call.func, Expr::Name(_)) => affix(file, call),
        Expr::Call(call) => {
            let Expr::Name(function) = &*call.func else { return None };
            let is_asking = matches!(function.id.as_str(), "isinstance" | "issubclass" | "hasattr");
            if !is_asking || call.arguments.args.len() != 2 {
                return None;
            }
            if function.id.as_str() == "hasattr" {
                let text = subject(file, &call.arguments.args[0]);
                let asked = if text.is_empty() { text } else { format!("{text}.hasattr()") };
                return test_of("value", asked, vec![case(file, &call.arguments.args[1])]);
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

/// `x.endswith(".csv")`: a question about what the call says of x.
fn affix<'a>(file: &File<'a>, call: &'a ExprCall) -> Option<Test> {
    let Expr::Attribute(method) = &*call.func else { return None };
    if !matches!(method.attr.as_str(), "endswith" | "startswith") || call.arguments.args.len() != 1 {
        return None;
    }
    let asked = &call.arguments.args[0];
    let cases: Vec<String> = match asked {
        Expr::Tuple(many) => many.elts.iter().map(|each| case(file, each)).collect(),
        one => vec![case(file, one)],
    };
    if cases.is_empty() {
        return None;
    }
    test_of("value", called(file, &call.func), cases)
}

fn called<'a>(file: &File<'a>, function: &'a Expr) -> String {
    let text = file.dotted(function);
    if text.is_empty() {
        String::new()
    } else {
        format!("{text}()")
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
        return if cases.is_empty() { None } else { test_of("value", valued(file, left), cases) };
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
    test_of("value", valued(file, left), vec![case(file, right)])
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
                return called(file, &call.func);
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

/// What is asked about for its value: a part that has a number is a subject too (`words[0]`).
fn valued<'a>(file: &File<'a>, node: &'a Expr) -> String {
    let found = subject(file, node);
    let Expr::Subscript(subscript) = node else { return found };
    let Expr::NumberLiteral(key) = &*subscript.slice else { return found };
    let text = file.dotted(&subscript.value);
    if !found.is_empty() || text.is_empty() || !matches!(key.value, Number::Int(_)) {
        return found;
    }
    format!("{text}[{}]", file.literal(&subscript.slice))
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

/// The kinds that a pattern names: none for one that takes everything, None for one about structure. A sequence is of the kind
/// that it begins with, a mapping of its first value.
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
        Pattern::MatchSequence(node) => match node.patterns.first() {
            Some(first @ Pattern::MatchValue(_)) => pattern_cases(file, first, depth + 1),
            _ => None,
        },
        Pattern::MatchMapping(node) => {
            let first = node.patterns.iter().find(|each| matches!(each, Pattern::MatchValue(_)))?;
            pattern_cases(file, first, depth + 1)
        }
        Pattern::MatchOr(node) => {
            let parts: Option<Vec<_>> = node.patterns.iter().map(|each| pattern_cases(file, each, depth + 1)).collect();
            parts.map(|parts| parts.into_iter().flatten().collect())
        }
        _ => None,
    }
}
