//! Pieces of a syntax tree as short texts, as archlint/facts/python/text.py makes them.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use ruff_python_ast::{BoolOp, Expr, ExprBinOp, Number, Operator};
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::facts::{Import, Text};

/// Nesting up to which this reader and Python's are surely of one mind.
pub const DEEPEST: usize = 80;

/// What the scopes of one file share. Where `refused` is set, the file is left to the reader in Python.
pub struct File<'a> {
    pub source: &'a str,
    pub package: &'a str,
    pub is_ascii: bool,
    pub old_strings: bool,
    pub imports: RefCell<Vec<Import<'a>>>,
    pub refused: Cell<bool>,
    pub lines: Vec<u32>,
    depth: Cell<usize>,
}

impl<'a> File<'a> {
    pub fn new(source: &'a str, package: &'a str, old_strings: bool) -> Self {
        let bytes = source.as_bytes();
        let mut lines = Vec::with_capacity(bytes.len() / 32 + 1);
        lines.push(0);
        lines.extend(bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at as u32 + 1));
        Self {
            source,
            package,
            is_ascii: source.is_ascii(),
            old_strings,
            imports: RefCell::default(),
            refused: Cell::new(false),
            lines,
            depth: Cell::new(0),
        }
    }

    pub fn refuse(&self) {
        self.refused.set(true);
    }

    /// Line, and column in bytes, both from 1.
    pub fn place(&self, at: TextSize) -> (usize, usize) {
        let at = at.to_u32();
        let line = self.lines.partition_point(|start| *start <= at);
        (line, (at - self.lines[line - 1]) as usize + 1)
    }

    pub fn line(&self, at: TextSize) -> usize {
        self.place(at).0
    }

    pub fn packed(&self, at: TextSize) -> usize {
        let (line, column) = self.place(at);
        pack(line, column)
    }

    /// A packed place with its column in characters.
    pub fn in_characters(&self, place: usize) -> usize {
        let (line, column) = (place / COLUMNS, place % COLUMNS);
        let start = self.lines[line - 1] as usize;
        match self.source.get(start..start + column - 1) {
            Some(before) => pack(line, before.chars().count() + 1),
            None => {
                self.refuse();
                place
            }
        }
    }

    pub fn slice(&self, range: TextRange) -> &'a str {
        &self.source[range.start().to_usize()..range.end().to_usize()]
    }

    /// The chain as text, empty where it begins with no name or call, and what must be looked into too.
    pub fn chain(&self, node: &'a Expr) -> (Text<'a>, Option<&'a Expr>) {
        if let Expr::Name(name) = node {
            return (Cow::Borrowed(name.id.as_str()), None);
        }
        let mut parts: Vec<&str> = Vec::new();
        let mut at = node;
        let mut size = 0;
        while let Expr::Attribute(attribute) = at {
            parts.push(attribute.attr.as_str());
            size += attribute.attr.as_str().len() + 1;
            at = &attribute.value;
        }
        match at {
            Expr::Name(name) => {
                let id = name.id.as_str();
                let range = node.range();
                if self.is_ascii && range.start() == name.range.start() && range.len().to_usize() == size + id.len() {
                    return (Cow::Borrowed(self.slice(range)), None);
                }
                (Cow::Owned(joined(id, &parts)), None)
            }
            Expr::Call(call) => {
                let called = self.dotted(&call.func);
                if called.is_empty() {
                    return (Cow::Borrowed(""), Some(at));
                }
                (Cow::Owned(joined(&format!("{called}()"), &parts)), Some(at))
            }
            _ => (Cow::Borrowed(""), Some(at)),
        }
    }

    pub fn dotted(&self, node: &'a Expr) -> Text<'a> {
        match node {
            Expr::Name(_) | Expr::Attribute(_) => self.deeper(|| self.chain(node).0),
            _ => Cow::Borrowed(""),
        }
    }

    pub fn called_name(&self, mut node: &'a Expr) -> Text<'a> {
        loop {
            node = match node {
                Expr::Call(call) => &call.func,
                Expr::Subscript(subscript) => &subscript.value,
                _ => return self.dotted(node),
            };
        }
    }

    pub fn value_text(&self, node: &'a Expr) -> Text<'a> {
        let text = match node {
            Expr::Call(call) => {
                let called = self.dotted(&call.func);
                return if called.is_empty() { called } else { Cow::Owned(format!("{called}()")) };
            }
            Expr::Name(_) | Expr::Attribute(_) => return self.chain(node).0,
            Expr::StringLiteral(_) | Expr::FString(_) => "=str",
            Expr::BytesLiteral(_) => "=bytes",
            Expr::BooleanLiteral(_) => "=bool",
            Expr::NoneLiteral(_) => "=None",
            Expr::EllipsisLiteral(_) => "=ellipsis",
            Expr::NumberLiteral(number) => match number.value {
                Number::Int(_) => "=int",
                Number::Float(_) => "=float",
                Number::Complex { .. } => "=complex",
            },
            Expr::List(_) | Expr::ListComp(_) => "=list",
            Expr::Dict(_) | Expr::DictComp(_) => "=dict",
            Expr::Set(_) | Expr::SetComp(_) => "=set",
            Expr::Tuple(_) => "=tuple",
            Expr::Lambda(_) => "=function",
            Expr::Generator(_) => "=generator",
            Expr::BoolOp(choice) if choice.op == BoolOp::Or => return self.alternatives(choice.values.iter()),
            Expr::If(choice) => return self.alternatives([&*choice.body, &*choice.orelse].into_iter()),
            Expr::Await(each) => return self.deeper(|| self.value_text(&each.value)),
            Expr::Named(each) => return self.deeper(|| self.value_text(&each.value)),
            _ => "",
        };
        Cow::Borrowed(text)
    }

    fn alternatives(&self, nodes: impl Iterator<Item = &'a Expr>) -> Text<'a> {
        let texts: Vec<Text<'a>> =
            nodes.map(|node| self.deeper(|| self.value_text(node))).filter(|text| !text.is_empty()).collect();
        Cow::Owned(texts.join("|"))
    }

    pub fn annotation(&self, node: Option<&'a Expr>) -> Text<'a> {
        match node {
            None => Cow::Borrowed(""),
            Some(Expr::Name(name)) => Cow::Borrowed(name.id.as_str()),
            Some(Expr::StringLiteral(text)) => Cow::Borrowed(self.sound(text.value.to_str())),
            Some(other) if self.line(other.start()) == self.line(other.end()) => Cow::Borrowed(self.slice(other.range())),
            Some(other) => Cow::Owned(self.written(other)),
        }
    }

    /// A literal's text; one with lone surrogates cannot be said in Rust.
    pub fn sound(&self, text: &'a str) -> &'a str {
        if text.contains('\u{fffd}') {
            self.refuse();
        }
        text
    }

    /// An annotation of several lines on one, as `ast.unparse` writes it; what is unusual is refused.
    fn written(&self, node: &'a Expr) -> String {
        self.deeper(|| match node {
            Expr::Name(name) => name.id.to_string(),
            Expr::NoneLiteral(_) => "None".to_string(),
            Expr::EllipsisLiteral(_) => "...".to_string(),
            Expr::Attribute(each) if matches!(&*each.value, Expr::Name(_) | Expr::Attribute(_)) => {
                format!("{}.{}", self.written(&each.value), each.attr)
            }
            Expr::StringLiteral(text) if is_plain(text.value.to_str()) => format!("'{}'", text.value.to_str()),
            Expr::Subscript(each) if matches!(&*each.value, Expr::Name(_) | Expr::Attribute(_)) => match &*each.slice {
                Expr::Tuple(many) if many.elts.len() > 1 => {
                    format!("{}[{}]", self.written(&each.value), self.all_written(&many.elts))
                }
                slice => format!("{}[{}]", self.written(&each.value), self.written(slice)),
            },
            Expr::List(many) => format!("[{}]", self.all_written(&many.elts)),
            Expr::BinOp(each) if each.op == Operator::BitOr && !matches!(&*each.right, Expr::BinOp(_)) => {
                format!("{} | {}", self.written(&each.left), self.written(&each.right))
            }
            _ => {
                self.refuse();
                String::new()
            }
        })
    }

    fn all_written(&self, nodes: &'a [Expr]) -> String {
        nodes.iter().map(|node| self.written(node)).collect::<Vec<_>>().join(", ")
    }

    /// Python's `repr` of a literal that can be a case; empty for anything else.
    pub fn literal(&self, node: &'a Expr) -> String {
        match node {
            Expr::StringLiteral(text) => self.quoted(&text.value.to_str().chars().map(u32::from).collect::<Vec<_>>(), ""),
            Expr::BytesLiteral(data) => self.quoted(&data.value.bytes().map(u32::from).collect::<Vec<_>>(), "b"),
            Expr::NumberLiteral(number) => match &number.value {
                Number::Int(int) => match int.as_i64() {
                    Some(value) => value.to_string(),
                    None => {
                        self.refuse();
                        String::new()
                    }
                },
                _ => String::new(),
            },
            _ => String::new(),
        }
    }

    fn quoted(&self, text: &[u32], prefix: &str) -> String {
        let quote = if text.contains(&39) && !text.contains(&34) { '"' } else { '\'' };
        let mut found = format!("{prefix}{quote}");
        for each in text {
            match *each {
                92 => found.push_str("\\\\"),
                9 => found.push_str("\\t"),
                10 => found.push_str("\\n"),
                13 => found.push_str("\\r"),
                39 if quote == '\'' => found.push_str("\\'"),
                each @ 32..=126 => found.push(each as u8 as char),
                each @ 0..=127 => found.push_str(&format!("\\x{each:02x}")),
                each @ 128..=255 if !prefix.is_empty() => found.push_str(&format!("\\x{each:02x}")),
                each @ (0xa1..=0xac | 0xae..=0xff) => found.push(each as u8 as char),
                _ => self.refuse(), // whether it is printable depends on Python's version
            }
        }
        found.push(quote);
        found
    }

    fn deeper<T>(&self, work: impl FnOnce() -> T) -> T
    where
        T: Default,
    {
        let depth = self.depth.get();
        if depth > DEEPEST {
            self.refuse();
            return T::default();
        }
        self.depth.set(depth + 1);
        let found = work();
        self.depth.set(depth);
        found
    }
}

/// Whether it is an operation of numbers; texts have + and %.
pub fn is_arithmetic(op: Operator) -> bool {
    matches!(op, Operator::Sub | Operator::Mult | Operator::Div | Operator::FloorDiv | Operator::Pow)
}

/// Whether an arithmetic operation may be one of numbers: `"-" * 40` is none, and `folder / name` may be a path.
pub fn is_of_numbers(node: &ExprBinOp) -> bool {
    if is_sequence(&node.left) || is_sequence(&node.right) {
        return false;
    }
    node.op != Operator::Div
        || matches!(&*node.right, Expr::Call(_) | Expr::BinOp(_))
        || matches!(&*node.right, Expr::NumberLiteral(number) if !matches!(number.value, Number::Complex { .. }))
        || matches!(&*node.left, Expr::BinOp(left) if matches!(left.op, Operator::Mult | Operator::Sub))
}

fn is_sequence(node: &Expr) -> bool {
    matches!(node, Expr::List(_) | Expr::Tuple(_) | Expr::FString(_) | Expr::StringLiteral(_) | Expr::BytesLiteral(_))
}

const COLUMNS: usize = 1 << 12;

fn pack(line: usize, column: usize) -> usize {
    line * COLUMNS + column.min(COLUMNS - 1)
}

fn joined(first: &str, parts: &[&str]) -> String {
    let mut text = String::from(first);
    for part in parts.iter().rev() {
        text.push('.');
        text.push_str(part);
    }
    text
}

fn is_plain(text: &str) -> bool {
    !text.contains("  ") && text.bytes().all(|byte| (32..127).contains(&byte) && byte != b'\'' && byte != b'\\')
}
