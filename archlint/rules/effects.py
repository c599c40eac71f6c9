"""Which kinds of outside work a function does: by the libraries that it calls, by its name, by what it prints instead."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final, NamedTuple

from archlint.facts import FunctionFacts, ModuleFacts
from archlint.rules.class_kinds import words
from archlint.rules.effect_words import (
    ASKING,
    CALLS,
    CLIENTS,
    ENCODING,
    FILES,
    FIRST_WORDS,
    HELPERS,
    MAKING,
    MAKING_CLIENTS,
    OTHER_WORDS,
    OWNERS,
    PAPERS,
    PATHS,
    RECORDS,
    SERVICES,
    SKETCHED,
    WRITING,
    Effect,
)

SERVICE: Final = 3  # asks another system by its library or its client
FILE: Final = 2  # opens a file, calls a library that reads or writes one
SAID: Final = 1  # is named for it and prints, prints what it would do, or stands there empty

_CALLED: Final = {name: (effect, FILE) for name, effect in CALLS.items()}
_VERBS: Final[Mapping[str, tuple[Effect, int]]] = {
    **dict.fromkeys(PATHS, ("storage", FILE)),
    **{verb: (effect, SERVICE) for verb, effect in CLIENTS.items()},
}
_LIBRARIES: Final = {
    **{name: (effect, FILE) for name, effect in HELPERS.items()},
    **{name: (effect, SERVICE) for name, effect in SERVICES.items()},
}


class Libraries(NamedTuple):
    """The names (`requests`) and chains (`self.connection`) that stand for libraries, each with what these do and how surely."""

    known: Mapping[str, tuple[Effect, int]]

    def and_held(self, functions: Iterable[FunctionFacts], *, fields: bool) -> Libraries:
        """These, and the fields (else the names) that functions set to something of theirs."""
        if not self.known:
            return self
        found: dict[str, tuple[Effect, int]] = {}
        for function in functions:
            for target, value in function.assigned.items():
                if value.endswith("()") and ("." in target) == fields and (library := self.known.get(_head(value))):
                    found[target] = library
        return Libraries({**self.known, **found}) if found else self

    def and_given(self, function: FunctionFacts) -> Libraries:
        """These, and the parameters of a function that are of a type of theirs."""
        given = {
            each.name: self.known[head] for each in function.params if (head := each.annotation.partition(".")[0]) in self.known
        }
        return Libraries({**self.known, **given}) if given else self


def libraries(facts: ModuleFacts, own: str) -> Libraries:
    """Those of a file; `own` is the top package of the repository itself."""
    found: dict[str, tuple[Effect, int]] = {}
    for each in facts.imports:
        top = each.module.partition(".")[0]
        if each.level or top == own or (each.module == "aiohttp" and each.name == "web"):
            continue  # a server is no caller
        library = _LIBRARIES.get(each.module) or _LIBRARIES.get(top)
        if library is None and each.name:
            library = _LIBRARIES.get(f"{each.module}.{each.name}")
        if library is not None and each.binds and not each.type_checking:
            found[each.binds] = library
    return Libraries(found)


def done_by(function: FunctionFacts, libraries: Libraries, others: Collection[str] = ()) -> dict[Effect, int]:
    """The kinds of outside work that a function does itself, each with how sure that is.

    `others` are chains that hold objects which do their work themselves.
    """
    if libraries.known:
        libraries = libraries.and_given(function).and_held((function,), fields=False)
    found: dict[Effect, int] = {}
    for called in function.calls:
        work = _work(called, libraries.known, others)
        if work is not None and work[1] > found.get(work[0], 0):
            found[work[0]] = work[1]
    return found


def _work(called: str, known: Mapping[str, tuple[Effect, int]], others: Collection[str]) -> tuple[Effect, int] | None:
    owner, _, verb = called.rpartition(".")
    if not owner:
        return _CALLED.get(called) or (known.get(called) if not _makes_client(called) else None)
    if verb in _VERBS or verb in OWNERS:
        if owner in others:
            return None
        if verb in _VERBS:
            return _VERBS[verb]
        effect, owners = OWNERS[verb]
        if not owners.isdisjoint(words(owner.rpartition(".")[2].removesuffix("()"))):
            return effect, SERVICE
    if owner.endswith(f".{RECORDS}"):
        return "storage", SAID  # models are the data, and everywhere
    if not known or verb in ENCODING or _makes_client(verb):
        return None
    if (library := known.get(_head(owner))) is not None:
        return library
    while owner and owner not in known:
        owner = owner.rpartition(".")[0]
    return known.get(owner)


def _head(chain: str) -> str:
    return chain.partition(".")[0].removesuffix("()")


def _makes_client(verb: str) -> bool:
    return verb[:1].isupper() or verb in MAKING_CLIENTS


def said_by(name: str) -> Effect | None:
    """The kind of outside work that a method's name says."""
    parts = words(name)
    if not parts:
        return None
    if parts[0] in WRITING and not FILES.isdisjoint(parts[1:]):
        return "storage"
    if parts[0] in MAKING and not PAPERS.isdisjoint(parts[1:]):
        return "documents"
    if parts[0] in ASKING:
        return None
    return FIRST_WORDS.get(parts[0]) or next((OTHER_WORDS[each] for each in parts[1:] if each in OTHER_WORDS), None)


def sketched_by(function: FunctionFacts) -> set[Effect]:
    """The kinds of outside work that it only says to do, in what it prints; each text speaks of one."""
    found = (next((SKETCHED[word] for word in text.split() if word in SKETCHED), None) for text in function.printed)
    return {each for each in found if each is not None}
