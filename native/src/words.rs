//! What words say, in comments, messages and printed texts, as archlint/facts/python/text.py hears it.

use ruff_python_ast::{Expr, ExprFString, FStringPart, InterpolatedStringElement, Operator};

use crate::text::File;

impl<'a> File<'a> {
    /// Whether a comment in these lines lets a method differ from the one that it overrides.
    pub fn waives(&self, first: usize, last: usize) -> bool {
        (first..=last).any(|number| {
            let start = self.lines[number - 1] as usize;
            let end = self.lines.get(number).map_or(self.source.len(), |next| *next as usize);
            waives(&self.source[start..end])
        })
    }

    /// Whether a word in these lines says that what they cannot do is a limit, or what to do instead.
    pub fn tells_of_a_limit(&self, first: usize, last: usize) -> bool {
        self.lowered(first, last).split(|each: char| !each.is_ascii_lowercase()).any(|word| LIMITS.contains(&word))
    }

    /// Whether the text in these lines denies something.
    pub fn says_no(&self, first: usize, last: usize) -> bool {
        let text = self.lowered(first, last);
        DENIALS.iter().any(|each| text.contains(each))
    }

    fn lowered(&self, first: usize, last: usize) -> String {
        let start = self.lines[first - 1] as usize;
        let end = self.lines.get(last).map_or(self.source.len(), |next| *next as usize);
        self.source[start..end].to_ascii_lowercase()
    }

    /// The words of letters in a text: of a literal, an f-string, or what such a one is added to.
    pub fn printed_words(&self, mut node: &'a Expr) -> String {
        while let Expr::BinOp(each) = node {
            if !matches!(each.op, Operator::Add | Operator::Mod) {
                break;
            }
            node = &each.left;
        }
        if let Expr::Call(call) = node {
            if let Expr::Attribute(attribute) = &*call.func {
                node = &attribute.value; // "…".format(…)
            }
        }
        match node {
            Expr::StringLiteral(text) => words(text.value.to_str()),
            Expr::FString(string) => words(&self.literal_parts(string)),
            _ => String::new(),
        }
    }

    fn literal_parts(&self, string: &'a ExprFString) -> String {
        let mut found = String::new();
        for part in string.value.as_slice() {
            match part {
                FStringPart::Literal(text) => found.push_str(&text.value),
                FStringPart::FString(each) => {
                    for element in &each.elements {
                        match element {
                            InterpolatedStringElement::Literal(text) => found.push_str(&text.value),
                            InterpolatedStringElement::Interpolation(one) => {
                                if one.debug_text.is_some() {
                                    self.refuse(); // `{x=}` is a text to Python too
                                }
                                found.push(' ');
                            }
                        }
                    }
                }
            }
        }
        found
    }
}

const WORDS: usize = 12;

fn words(text: &str) -> String {
    let found: Vec<&str> =
        text.split(|each: char| !each.is_ascii_alphabetic()).filter(|word| !word.is_empty()).take(WORDS).collect();
    found.join(" ").to_ascii_lowercase()
}

const CHECKERS: [&str; 4] = ["type:", "pyright:", "ty:", "pyre:"];
const LIMITS: [&str; 10] = ["fixme", "instead", "see", "support", "supported", "supports", "todo", "unsupported", "use", "yet"];
const DENIALS: [&str; 8] = ["n't ", "n\\'t ", "cannot ", "can not ", "unable to ", "does not ", "do not ", "not able "];
const DIFFERING: [&str; 6] = ["arguments-differ", "arguments-renamed", "signature-differs", "invalid-overridden", "W0221", "W0222"];

fn waives(line: &str) -> bool {
    let Some((_, comment)) = line.split_once('#') else { return false };
    if comment.contains("pylint:") && comment.contains("disable=") {
        return DIFFERING.iter().any(|name| comment.contains(name));
    }
    let Some((before, rest)) = comment.split_once("ignore") else { return false };
    let before = before.trim_end_matches(' ');
    if !CHECKERS.iter().any(|name| before.ends_with(name)) {
        return false;
    }
    !rest.starts_with('[') || rest.split(']').next().is_some_and(|inside| inside.contains("verride"))
}
