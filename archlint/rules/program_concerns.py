"""What the methods of a class in a small program are about, by what they are called, call and calculate."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from archlint.facts import ClassFacts, ClassRef, FunctionFacts, own_methods
from archlint.rules.branches import chooses
from archlint.rules.class_kinds import is_abstract, is_dunder, is_property, me, words
from archlint.rules.concerns import asks_fields, fields_of, reads
from archlint.rules.effect_words import ASIDE, JOBS, NAMES, PAPERS, PATHS, TOLD
from archlint.rules.effects import Libraries, done_by

KINDS: Final[Mapping[str, str]] = {
    **{str(effect): said for effect, said in NAMES.items()},
    "parsing": "parsing input",
    "checking": "checking",
    "access": "granting access",
    "calculating": "calculating",
    "waiting": "scheduling and waiting",
    "settings": "reading settings",
    "logging": "keeping a log",
    "archives": "packing files",
}


def _each(listed: Mapping[str, str]) -> dict[str, str]:
    return {word: kind for kind, named in listed.items() for word in named.split()}


_FIRST: Final = _each(
    {
        "storage": "save persist store load restore backup archive insert write read dump",
        "messages": "send notify email mail alert remind broadcast announce warn",
        "documents": "render format export report draw serialize",
        "console": "print display show output",
        "parsing": "parse tokenize decode deserialize",
        "checking": "validate verify",
        "access": "login logout authenticate authorize hash encrypt decrypt",
        "calculating": "calculate compute calc sum average total apply",
        "waiting": "schedule retry wait",
        "logging": "log audit",
        "payments": "pay charge refund",
        "network": "upload download fetch sync",
        "archives": "compress decompress zip unzip",
    }
)
_PAPERS: Final = PAPERS | {"csv", "json", "xml", "markdown"}
_MAKING: Final = frozenset({"build", "create", "format", "generate", "make", "produce", "to", "as", "export", "write", "render"})
_HEADS: Final = _each(
    {
        "storage": "pickle shelve shutil",
        "documents": "html textwrap",
        "parsing": "re",
        "access": "hashlib hmac bcrypt jwt secrets",
        "waiting": "threading sched schedule",
        "archives": "zipfile ZipFile tarfile gzip",
        "settings": "configparser",
    }
)
_CALLED: Final = {
    "json.dump": "storage",
    "json.load": "storage",
    "csv.reader": "parsing",
    "csv.DictReader": "parsing",
    "datetime.strptime": "parsing",
    "os.getenv": "settings",
    "os.environ.get": "settings",
    "time.sleep": "waiting",
}
_JOBS: Final[Mapping[str, frozenset[str]]] = {
    **{str(effect): jobs for effect, jobs in JOBS.items()},
    "storage": JOBS["storage"] | {"importer", "exporter"},
    "parsing": frozenset({"parser", "reader", "loader", "tokenizer", "lexer", "decoder", "importer"}),
    "checking": frozenset({"validator", "checker", "policy", "rule", "rules"}),
    "access": frozenset({"auth", "authenticator", "authorizer", "hasher", "security", "login", "token", "session"}),
    "calculating": frozenset({"calculator"}),
    "waiting": frozenset({"scheduler", "worker", "timer", "queue", "retry", "limiter", "pool", "executor"}),
    "settings": frozenset({"config", "configuration", "settings"}),
    "archives": frozenset({"archive", "archiver", "zip", "backup", "compressor"}),
    "logging": frozenset({"logger", "log", "audit", "auditor"}),
}


_OWN: Final = ""  # what it does with its fields, and is of no kind that is known
_OUTWARD: Final = frozenset(KINDS) - {"console", "calculating", "checking"}
_INWARD: Final = frozenset({_OWN, "calculating", "checking", "parsing", "settings", "programs"})  # serves own work, mostly
_TOLD: Final = frozenset({"storage", "messages", "documents", "console", "payments", "network"})  # no data does so itself
_ACCESSING: Final = frozenset({"get", "set", "is", "has", "can"})
_SUBJECTS: Final = 3  # measured: of 128 good example programs none has a class of so many, of 138 mixed ones 31 do
_LONG: Final = 8  # statements; measured: what has fewer in good example programs puts steps together, and does none of them


def mixed_class(facts: ClassFacts, libraries: Libraries, beside: Collection[str], *, is_plain: bool) -> dict[str, str] | None:
    """The kinds of work that a class of a program mixes, each with a method that does it; "" stands for its own work or data.

    `beside` are the other classes that work there; one that is not `is_plain` shares its work with a framework.
    """
    about = _about(facts, libraries, beside)
    kinds = {kind: method.name for kind, method in about.items()}
    outward = kinds.keys() & _OUTWARD
    if len(outward) > 1:
        return kinds
    if not is_plain:
        return None
    if (outward and "calculating" in kinds) or len(kinds.keys() - {_OWN}) > 2:
        return kinds
    return None if beside else _mixed_alone(facts, libraries, about, kinds)


def _mixed_alone(
    facts: ClassFacts, libraries: Libraries, about: Mapping[str, FunctionFacts], kinds: dict[str, str]
) -> dict[str, str] | None:
    """What the only class of a program mixes, for which weaker signs do: nothing has been given to others yet."""
    telling = {kind for kind, method in about.items() if kind not in _INWARD and (_is_named(method) or not asks_fields(method))}
    if len(kinds) > 1 and telling:
        return kinds
    if telling and _keeps_data(facts) and any(_tells(about[kind]) for kind in telling):
        return {_OWN: "", **kinds}
    methods = (each for each in facts.methods if not is_dunder(each.name))
    return next((found for each in methods if (found := mixed_function(each, libraries, least=2))), None)


def subjects(facts: ClassFacts) -> list[str]:
    """The public methods that do something else with something else each, which is not what the class is named for."""
    met = set(words(facts.short_name))
    found = []
    for method in facts.methods:
        verb, *subject = words(method.name) or [""]
        if method.name.startswith("_") or is_property(method) or not subject or verb in _ACCESSING:
            continue
        if met.isdisjoint((verb, *subject)):
            found.append(method.name)
        met.update((verb, *subject))
    return found if len(found) >= _SUBJECTS else []


def mixed_function(function: FunctionFacts, libraries: Libraries, least: int = 1) -> dict[str, str] | None:
    """The kinds of work that a long function of a program mixes."""
    if function.statements < _LONG or chooses(function):
        return None
    kinds = {each for each in _kinds(function, libraries) if each != "logging"}
    if function.raises:
        kinds.add("checking")
    return dict.fromkeys(sorted(kinds), "") if len(kinds) > 2 and len(kinds & _OUTWARD) >= least else None


def _tells(method: FunctionFacts) -> bool:
    """Whether it is named for work that no data does itself, or prints the data."""
    return not _TOLD.isdisjoint(_named(method)) or ("print" in method.calls and method.statements < _LONG / 2)


def _keeps_data(facts: ClassFacts) -> bool:
    """Whether its constructor keeps several values that it is given."""
    made = next((each for each in facts.methods if each.name == "__init__"), None)
    if made is None:
        return facts.body is not None and len(facts.body.annotated) > 1
    given = {each.name for each in made.params}
    kept = {target for target, value in made.assigned.items() if value in given}
    asked = {target for target in kept for each in facts.methods for called in each.calls if _begins(called, target)}
    return len(kept - asked) > 1


def _begins(chain: str, with_: str) -> bool:
    return chain == with_ or chain.startswith(f"{with_}.")


def _about(facts: ClassFacts, libraries: Libraries, beside: Collection[str]) -> dict[str, FunctionFacts]:
    """The kinds of work that a class does beside what its name says, each with a method that does it first."""
    jobs = frozenset(words(facts.short_name))
    held = libraries.and_held(facts.methods, fields=True)
    collaborators = _collaborators(facts, beside)
    kept = fields_of(facts)
    clients = held.known.keys() - libraries.known.keys()
    found: dict[str, FunctionFacts] = {}
    for method in own_methods(ClassRef(0, facts)):
        if not _is_work(method) or _hands_on(method, collaborators, kept) or _asks_new(method, beside):
            continue
        kinds = [each for each in _named(method) if each != "console"] if method.name.startswith("_") else [*_kinds(method, held)]
        if _keeps_to_itself(method):
            kinds = [each for each in kinds if each in _INWARD]  # `pay` and `insert` of a box of coins are what it is
        foreign = [each for each in kinds if _JOBS[each].isdisjoint(jobs)] or [_OWN]
        kind = next((each for each in foreign if each not in found), foreign[0])
        asks = any(_begins(called, each) for called in method.calls for each in clients)
        if kinds or (reads(method, kept) and method.body == "code" and not asks):
            found.setdefault(kind, method)
    return found


def _is_work(method: FunctionFacts) -> bool:
    """Whether it does something that is no aside, and no text for a caller who says where to."""
    if is_dunder(method.name) or is_abstract(method) or is_property(method) or method.body in ("refuses", "not-implemented"):
        return False
    return ASIDE.isdisjoint(words(method.name)[1:]) and all(each.name not in TOLD for each in method.params)


def _is_named(method: FunctionFacts) -> bool:
    return next(_named(method), "") != ""


def _named(method: FunctionFacts) -> Iterator[str]:
    """The kinds that its name says."""
    parts = words(method.name)
    if len(parts) > 1 and parts[0] in _MAKING and not _PAPERS.isdisjoint(parts[1:]):
        yield "documents"
    if parts and parts[0] in _FIRST and parts[:2] != ["log", "in"]:
        yield _FIRST[parts[0]]


def _kinds(method: FunctionFacts, held: Libraries) -> Iterator[str]:
    """The kinds of a method, the surest first."""
    yield from _named(method)
    for called in method.calls:
        if kind := _CALLED.get(called) or _HEADS.get(called.partition(".")[0]):
            yield kind
    done = done_by(method, held)
    yield from sorted(each for each in done if each != "console")
    if any(each.startswith("os.environ") for each in method.loads):
        yield "settings"
    if "console" in done:
        yield "console"
    if method.arithmetic:
        yield "calculating"


def _collaborators(facts: ClassFacts, beside: Collection[str]) -> frozenset[str]:
    """The fields that hold what the class is given, or makes of the classes beside it: these do the work themselves."""
    found: set[str] = set()
    for method in facts.methods:
        given = {each.name for each in method.params}
        for target, value in method.assigned.items():
            if "." in target and (value in given or value.removesuffix("()") in beside):
                found.add(target)
    return frozenset(found)


def _keeps_to_itself(method: FunctionFacts) -> bool:
    """Whether it calls nobody and changes its own fields: whatever its name says, that is the work of its object."""
    return not method.calls and any(each.startswith(f"{me(method)}.") for each in method.stores)


def _asks_new(method: FunctionFacts, beside: Collection[str]) -> bool:
    """Whether it calls a method of an object of another class of the file that it makes for that."""
    return any(called.rpartition(".")[0].removesuffix("()") in beside for called in method.calls if "()." in called)


def _hands_on(method: FunctionFacts, collaborators: Collection[str], kept: Collection[str]) -> bool:
    """Whether it asks a collaborator: one that it is given, or a field that the class does not set to a value."""
    given = {each.name for each in method.params[1:]}
    for called in method.calls:
        owner, _, verb = called.rpartition(".")
        if owner in collaborators or (owner in given and _is_told(verb)):
            return True
        if owner.startswith(f"{me(method)}.") and owner.count(".") == 1 and owner.partition(".")[2] not in kept and _is_told(verb):
            return True
    return False


def _is_told(verb: str) -> bool:
    return verb not in PATHS and bool(parts := words(verb)) and parts[0] in _FIRST
