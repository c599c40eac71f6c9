//! A Python file's bytes to archlint's facts, the same to the byte as archlint/facts/python gives them, or a refusal.
//!
//! What is out of the ordinary is refused and left to the reader in Python: text that is not UTF-8, syntax that the running Python
//! may not know, errors, deep nesting, comments that speak to a linter. The reader in Python is what counts; this one only saves time.

mod definitions;
mod expressions;
mod facts;
mod pack;
mod parts;
mod scope;
mod statements;
mod switches;
mod text;
mod words;

use std::panic::catch_unwind;
use std::slice;

use ruff_python_ast::{Expr, ModModule, PythonVersion, Stmt};
use ruff_python_parser::{parse, Mode, ParseOptions};

use facts::{CodeFacts, ModuleFacts, Table, Text};
use pack::{Pack, Packer};
use text::File;

const LARGEST: usize = 1 << 20;
const LONGEST_LINE: usize = 4000;
const DEEPEST_LINE: usize = 98; // Python knows a hundred levels
const SMALL: usize = 1 << 12;

/// The encoded facts: those about others, then those about the file itself, which begin at `split`.
#[repr(C)]
pub struct Answer {
    bytes: *mut u8,
    size: usize,
    split: usize,
}

const REFUSAL: Answer = Answer { bytes: std::ptr::null_mut(), size: 0, split: 0 };

/// Read the facts of a file; an answer without bytes is a refusal.
///
/// # Safety
///
/// `source` and `module` must point to so many bytes. The answer must be given back to `archlint_release`.
#[no_mangle]
pub unsafe extern "C" fn archlint_extract(
    source: *const u8,
    source_size: usize,
    module: *const u8,
    module_size: usize,
    is_package: bool,
    minor: u8,
) -> Answer {
    let source = slice::from_raw_parts(source, source_size);
    let module = slice::from_raw_parts(module, module_size);
    match catch_unwind(|| extract(source, module, is_package, minor)) {
        Ok(Some((head, body))) => {
            let split = head.len();
            let mut bytes = head;
            bytes.extend_from_slice(&body);
            let bytes = Box::leak(bytes.into_boxed_slice());
            Answer { bytes: bytes.as_mut_ptr(), size: bytes.len(), split }
        }
        _ => REFUSAL,
    }
}

/// Give an answer back.
///
/// # Safety
///
/// It must be one of `archlint_extract`, and given back once.
#[no_mangle]
pub unsafe extern "C" fn archlint_release(answer: Answer) {
    if !answer.bytes.is_null() {
        drop(Box::from_raw(std::ptr::slice_from_raw_parts_mut(answer.bytes, answer.size)));
    }
}

fn extract(source: &[u8], module: &[u8], is_package: bool, minor: u8) -> Option<(Vec<u8>, Vec<u8>)> {
    let marked = source.strip_prefix(b"\xef\xbb\xbf");
    let text = std::str::from_utf8(marked.unwrap_or(source)).ok()?;
    if text.len() > LARGEST
        || !is_ordinary(text)
        || (marked.is_some() && text.split('\n').take(2).any(|line| line.contains("coding")))
    {
        return None;
    }
    let module = std::str::from_utf8(module).ok()?;
    let package = if is_package { module } else { module.rpartition() };
    let work = || facts_of(text, package, minor);
    if text.len() < SMALL {
        work()
    } else {
        stacker::grow(text.len() * 512, work) // a tree as deep as the text is long can be dropped
    }
}

trait Partition {
    fn rpartition(&self) -> &str;
}

impl Partition for str {
    fn rpartition(&self) -> &str {
        self.rsplit_once('.').map_or("", |(package, _)| package)
    }
}

fn is_ordinary(text: &str) -> bool {
    let mut head = text.split('\n').take(2);
    !text.split('\n').any(is_odd)
        && !text.contains('\0')
        && !text.contains("archlint:")
        && !text.contains("tach-ignore")
        && head.all(says_utf8)
}

/// Whether a line is longer, or begins deeper, than Python may like, or has a line end of another kind inside.
fn is_odd(line: &str) -> bool {
    let line = line.strip_suffix('\r').unwrap_or(line);
    let indent = line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\x0c')).count();
    line.len() > LONGEST_LINE || indent > DEEPEST_LINE || line.contains('\r')
}

fn says_utf8(line: &str) -> bool {
    let Some((_, rest)) = line.split_once("coding") else { return true };
    let rest = rest.trim_start_matches([':', '=']).trim_start().to_ascii_lowercase();
    rest.starts_with("utf-8") || rest.starts_with("utf8")
}

fn facts_of(text: &str, package: &str, minor: u8) -> Option<(Vec<u8>, Vec<u8>)> {
    let options = ParseOptions::from(Mode::Module).with_target_version(PythonVersion { major: 3, minor });
    let parsed = parse(text, options).ok()?.try_into_module()?;
    if !parsed.unsupported_syntax_errors().is_empty() {
        return None;
    }
    let tree = parsed.syntax();
    let file = File::new(text, package, minor < 12);
    let code = definitions::Reader::new(&file).read(tree);
    let mut imports = file.imports.take();
    imports.sort_by_key(|each| (each.line, each.column));
    let facts = ModuleFacts {
        offered: offered(&code, &imports),
        exported: exported(&file, tree),
        aliases: aliases(&code),
        classes: code.classes.iter().map(|each| each.name.clone()).collect(),
        imports,
    };
    if file.refused.get() {
        return None;
    }
    Some((packed(&facts, text.len() / 8), packed(&code, text.len())))
}

fn packed(value: &impl Pack, size: usize) -> Vec<u8> {
    let mut packer = Packer::new(size);
    value.pack(&mut packer);
    packer.bytes
}

/// `__all__`, put together from its assignment and what is added to it; None where it is not written out.
fn exported<'a>(file: &File<'a>, tree: &'a ModModule) -> Option<Vec<Text<'a>>> {
    let mut names: Option<Vec<Text<'a>>> = None;
    for node in &tree.body {
        let (targets, value): (&[Expr], Option<&Expr>) = match node {
            Stmt::Assign(each) => (&each.targets, Some(&each.value)),
            Stmt::AnnAssign(each) => (std::slice::from_ref(&*each.target), each.value.as_deref()),
            Stmt::AugAssign(each) => (std::slice::from_ref(&*each.target), Some(&each.value)),
            _ => continue,
        };
        if !targets.iter().any(|target| matches!(target, Expr::Name(name) if name.id.as_str() == "__all__")) {
            continue;
        }
        let elements = match value {
            Some(Expr::List(many)) => &many.elts,
            Some(Expr::Tuple(many)) => &many.elts,
            _ => return None,
        };
        let written = elements.iter().filter_map(|each| match each {
            Expr::StringLiteral(text) => Some(Text::Borrowed(file.sound(text.value.to_str()))),
            _ => None,
        });
        let mut found = if node.is_aug_assign_stmt() { names.take().unwrap_or_default() } else { Vec::new() };
        found.extend(written);
        names = Some(found);
    }
    names
}

/// The names that are bound at the top level; `import a.b` is no such name, since what it binds is a.
fn offered<'a>(code: &CodeFacts<'a>, imports: &[facts::Import<'a>]) -> Vec<Text<'a>> {
    let mut names: Vec<Text<'a>> = code.top.seen.stores.keys().filter(|name| !name.contains('.')).cloned().collect();
    names.extend(code.functions.iter().map(|each| each.name.clone()));
    names.extend(code.classes.iter().filter(|each| !each.name.contains('.')).map(|each| each.name.clone()));
    let imported = imports.iter().filter(|each| !each.in_function && !each.dynamic);
    names.extend(imported.map(|each| if each.alias.is_empty() { each.name.clone() } else { each.alias.clone() }));
    names.retain(|name| !name.is_empty() && name != "*");
    names.sort();
    names.dedup();
    names
}

/// Top-level names that are set to another name, or to a part of one.
fn aliases<'a>(code: &CodeFacts<'a>) -> Table<'a, Text<'a>> {
    let values = code.top.seen.assigned.iter();
    values
        .filter(|(name, value)| !name.contains('.') && name != value && is_name(value))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

fn is_name(text: &str) -> bool {
    let is_first = |each: char| each == '_' || (each.is_alphanumeric() && !each.is_numeric());
    text.chars().next().is_some_and(is_first) && text.chars().all(|each| each == '_' || each == '.' || each.is_alphanumeric())
}
