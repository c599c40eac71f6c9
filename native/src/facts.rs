//! The facts of archlint/facts/types.py, and their places in an array.

use std::borrow::Cow;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use crate::pack::{Pack, Packer};

pub type Text<'a> = Cow<'a, str>;
pub type Table<'a, V> = IndexMap<Text<'a>, V, FxBuildHasher>;

pub struct Import<'a> {
    pub module: Text<'a>,
    pub name: Text<'a>,
    pub line: usize,
    pub column: usize,
    pub level: usize,
    pub type_checking: bool,
    pub in_function: bool,
    pub in_main: bool,
    pub alias: Text<'a>,
    pub dynamic: bool,
}

impl Pack for Import<'_> {
    fn pack(&self, to: &mut Packer) {
        to.array(10);
        to.str(&self.module);
        to.str(&self.name);
        to.uint(self.line);
        to.uint(self.column);
        to.uint(self.level);
        to.bool(self.type_checking);
        to.bool(self.in_function);
        to.bool(self.in_main);
        to.str(&self.alias);
        to.bool(self.dynamic);
    }
}

pub struct Param<'a> {
    pub name: Text<'a>,
    pub kind: &'static str,
    pub annotation: Text<'a>,
    pub default: Text<'a>,
}

impl Pack for Param<'_> {
    fn pack(&self, to: &mut Packer) {
        to.array(4);
        to.str(&self.name);
        to.str(self.kind);
        to.str(&self.annotation);
        to.str(&self.default);
    }
}

pub struct Part {
    pub does: &'static str,
    pub target: String,
    pub value: String,
    pub uses: Vec<String>,
    pub statements: usize,
}

impl Pack for Part {
    fn pack(&self, to: &mut Packer) {
        to.array(5);
        to.str(self.does);
        to.str(&self.target);
        to.str(&self.value);
        to.list(&self.uses);
        to.uint(self.statements);
    }
}

pub struct Switch {
    pub kind: &'static str,
    pub subject: String,
    pub cases: Vec<String>,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub otherwise: &'static str,
    pub branches: usize,
    pub matched: bool,
    pub parts: Vec<Part>,
}

impl Pack for Switch {
    fn pack(&self, to: &mut Packer) {
        to.array(10);
        to.str(self.kind);
        to.str(&self.subject);
        to.list(&self.cases);
        to.uint(self.line);
        to.uint(self.column);
        to.uint(self.end_line);
        to.str(self.otherwise);
        to.uint(self.branches);
        to.bool(self.matched);
        to.list(&self.parts);
    }
}

pub struct Raise<'a> {
    pub exception: Text<'a>,
    pub line: usize,
    pub column: usize,
    pub unconditional: bool,
    pub guarded_by: Vec<Text<'a>>,
}

impl Pack for Raise<'_> {
    fn pack(&self, to: &mut Packer) {
        to.array(5);
        to.str(&self.exception);
        to.uint(self.line);
        to.uint(self.column);
        to.bool(self.unconditional);
        to.list(&self.guarded_by);
    }
}

/// What a walk through a function, a class body or a module's top level sees.
#[derive(Default)]
pub struct Seen<'a> {
    pub loads: Table<'a, usize>,
    pub stores: Table<'a, usize>,
    pub calls: Table<'a, usize>,
    pub assigned: Table<'a, Text<'a>>,
    pub annotated: Table<'a, Text<'a>>,
    pub switches: Vec<Switch>,
    pub raises: Vec<Raise<'a>>,
    pub returned: Table<'a, ()>,
    pub spread: Table<'a, ()>,
    pub altered: Table<'a, ()>,
    pub asserted: Table<'a, ()>,
    pub is_generator: bool,
    pub statements: usize,
    pub arithmetic: usize,
    pub printed: Vec<Text<'a>>,
}

#[derive(Default)]
pub struct FunctionFacts<'a> {
    pub name: Text<'a>,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub decorators: Vec<Text<'a>>,
    pub params: Vec<Param<'a>>,
    pub returns: Text<'a>,
    pub body: &'static str,
    pub is_async: bool,
    pub waived: bool,
    pub wording: &'static str,
    pub seen: Seen<'a>,
}

impl Pack for FunctionFacts<'_> {
    fn pack(&self, to: &mut Packer) {
        to.array(26);
        to.str(&self.name);
        to.uint(self.line);
        to.uint(self.column);
        to.uint(self.end_line);
        to.list(&self.decorators);
        to.list(&self.params);
        to.str(&self.returns);
        to.str(self.body);
        to.bool(self.is_async);
        to.bool(self.seen.is_generator);
        table(to, &self.seen.loads);
        table(to, &self.seen.stores);
        table(to, &self.seen.calls);
        table(to, &self.seen.assigned);
        table(to, &self.seen.annotated);
        to.list(&self.seen.switches);
        to.list(&self.seen.raises);
        keys(to, &self.seen.returned);
        to.uint(self.seen.statements);
        to.bool(self.waived);
        to.str(self.wording);
        keys(to, &self.seen.spread);
        keys(to, &self.seen.altered);
        keys(to, &self.seen.asserted);
        to.uint(self.seen.arithmetic);
        to.list(&self.seen.printed);
    }
}

pub struct ClassFacts<'a> {
    pub name: Text<'a>,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub bases: Vec<Text<'a>>,
    pub base_arguments: Vec<Text<'a>>,
    pub keywords: Table<'a, Text<'a>>,
    pub decorators: Vec<Text<'a>>,
    pub methods: Vec<FunctionFacts<'a>>,
    pub body: FunctionFacts<'a>,
    pub docstring: bool,
}

impl Pack for ClassFacts<'_> {
    fn pack(&self, to: &mut Packer) {
        to.array(11);
        to.str(&self.name);
        to.uint(self.line);
        to.uint(self.column);
        to.uint(self.end_line);
        to.list(&self.bases);
        to.list(&self.base_arguments);
        table(to, &self.keywords);
        to.list(&self.decorators);
        to.list(&self.methods);
        self.body.pack(to);
        to.bool(self.docstring);
    }
}

pub struct CodeFacts<'a> {
    pub classes: Vec<ClassFacts<'a>>,
    pub functions: Vec<FunctionFacts<'a>>,
    pub top: FunctionFacts<'a>,
}

impl Pack for CodeFacts<'_> {
    fn pack(&self, to: &mut Packer) {
        to.array(3);
        to.list(&self.classes);
        to.list(&self.functions);
        self.top.pack(to);
    }
}

/// Of a file without a note and without comments that speak to a linter; others are not read here.
pub struct ModuleFacts<'a> {
    pub imports: Vec<Import<'a>>,
    pub offered: Vec<Text<'a>>,
    pub exported: Option<Vec<Text<'a>>>,
    pub aliases: Table<'a, Text<'a>>,
    pub classes: Vec<Text<'a>>,
}

impl Pack for ModuleFacts<'_> {
    fn pack(&self, to: &mut Packer) {
        to.array(8);
        to.list(&self.imports);
        to.nil();
        to.list(&self.offered);
        match &self.exported {
            Some(names) => to.list(names),
            None => to.nil(),
        }
        table(to, &self.aliases);
        to.list(&self.classes);
        to.array(0);
        to.array(0);
    }
}

fn keys(to: &mut Packer, values: &Table<'_, ()>) {
    to.array(values.len());
    for name in values.keys() {
        to.str(name);
    }
}

fn table<V: Pack>(to: &mut Packer, values: &Table<'_, V>) {
    to.map(values.len());
    for (name, value) in values {
        to.str(name);
        value.pack(to);
    }
}
