"""A component with one responsibility, not with a list of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archlint.rules.types import Found, Rule, Subject

RULE = Rule(
    id="several-responsibilities",
    principle="single-responsibility",
    severity="warning",
    summary="A component has one responsibility, not a list of them.",
    why="""\
A component that does several unrelated things changes for several reasons, is released for all of them,
and has no name that fits. The rule reads the `responsibility`: more than one sentence, a semicolon,
"and also", or a list of three or more clauses that each begin with a verb. Two verbs with one object
("validate and store orders") are one responsibility.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
components:
  orders:
    kind: service
    responsibility: Take orders, send invoices and train the forecast.  # <- here
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
components:
  orders: {kind: service, responsibility: Take and validate orders.}
  billing: {kind: service, responsibility: "Send, track and archive invoices."}
""",
)


_SENTENCES = re.compile(r"(?<=[a-z0-9)][.;!])\s+(?=[A-Za-z])|;\s+")
_CLAUSES = re.compile(r",\s*(?:and\s+)?|\s+and\s+")
_ALSO = re.compile(r"\b(?:and also|in addition|additionally|furthermore)\b", re.IGNORECASE)
_ABBREVIATION = re.compile(r"(?:e\.g|i\.e|etc|vs|approx|incl)\.$", re.IGNORECASE)
_EXPLAINS = re.compile(r"(?:it|this|that|they|these|so|no|nothing|never|not|only|each|every|at|within|the)\b", re.IGNORECASE)
_WORDS = """
accept aggregate alert analyse analyze approve archive authenticate authorise authorize bill book buffer build cache
calculate charge check classify clean collect compress compute configure convert coordinate crawl create decide
deduplicate deliver deploy detect display distribute download draw encrypt enrich estimate evaluate expose export
extract fetch filter flag forecast forward generate handle host import index ingest issue join keep label list load log
maintain manage match measure monitor normalise normalize notify offer orchestrate parse pay persist plan predict
prepare price process produce provide publish pull push rank read receive recommend record register remove render report
resize retain route run schedule score search segment sell send serve ship show sign store stream suggest sync
synchronise synchronize take test track train transcode transform translate trigger update upload validate verify watch
write
"""
_VERBS = frozenset(_WORDS.split())


def find(subject: Subject) -> Iterator[Found]:
    """Components whose responsibility names several."""
    for name, component in subject.model.components.items():
        parts = _parts(" ".join(component.responsibility.split()))
        if len(parts) > 1:
            listed = "; ".join(f"'{part}'" for part in parts[:4])
            message = f"'{name}' has several responsibilities ({listed}); keep one and give the others to components of their own"
            yield Found(subject.at("components", name, "responsibility"), name, message)


def _parts(text: str) -> list[str]:
    """The responsibilities that a text names, as far as one can be sure."""
    sentences: list[str] = []
    for sentence in (part.strip(" .;") for part in _SENTENCES.split(text)):
        if sentences and (
            _EXPLAINS.match(sentence) or _ABBREVIATION.search(sentences[-1] + ".") or not _begins_with_verb(sentence)
        ):
            sentences[-1] += f"; {sentence}"  # explains the sentence before
        elif sentence:
            sentences.append(sentence)
    if len(sentences) > 1:
        return sentences
    also = [part.strip(" ,.;") for part in _ALSO.split(text)]
    if len(also) > 1 and all(also):
        return also
    clauses = [clause.strip(" .") for clause in _CLAUSES.split(text)]
    tasks = [clause for clause in clauses if len(clause.split()) > 1 and _begins_with_verb(clause)]
    return tasks if len(tasks) >= 3 else []


def _begins_with_verb(clause: str) -> bool:
    word = clause.split(maxsplit=1)[0].lower() if clause else ""
    return word in _VERBS or (word.endswith("s") and (word[:-1] in _VERBS or word[:-2] in _VERBS))
