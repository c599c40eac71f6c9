"""A class that does its own work and also stores, sends or prints the result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from archlint.facts import Ancestry, ClassFacts, ClassRef, FunctionFacts, own_methods
from archlint.rules.class_kinds import (
    DATA_BASES,
    has_abc_marker,
    is_data_class,
    is_decorated_data,
    is_dunder,
    is_enum,
    is_exception,
    is_framework_class,
    is_mixin,
    is_protocol,
    is_root_module,
    is_test_double,
    is_unwritten,
    last,
    me,
    words,
)
from archlint.rules.effects import NAMES, Effect, done_by, libraries, reached_by, said_by, services
from archlint.rules.types import Found, Inspection, Option, Rule

RULE = Rule(
    id="mixed-concerns",
    principle="single-responsibility",
    severity="info",
    summary="A class does its own work, or stores, sends or prints it, but not both.",
    why="""\
A class that computes prices and also writes them into a database, mails them and prints them changes when the prices
do, when the tables do, when the mail server does and when the layout does. It cannot be tested without any of them, and
nobody else can store or send its data in another way. Keep the class that knows the data, and give storing, sending
and showing to classes of their own that get it.

The rule looks at methods whose name says that they store, send, print or render, and that do it themselves: by a library
(sqlite3, smtplib, jinja2 …), by `open` or `print`, or as a sketch. Found are classes that do two kinds of such work, or
one kind beside work on their own data. Classes whose name says that this is their job (a repository, a mailer, a view),
command lines, doubles for tests and classes of frameworks are left alone, and so is a method that hands the work on. In
longer classes and those with a base, which libraries make convenient, one kind of work is left alone, too, where one method
loads what another stores, and where an object shows itself (`print`, `show`). In small ones a report or an invoice that a
method writes as a text is work of its own, and so is printing what another method fetched.
""",
    bad="""\
=== invoice.py ===
import sqlite3

class Invoice:  # <- here
    def __init__(self, lines):
        self.lines = lines

    def total(self):
        return sum(line.price * line.count for line in self.lines)

    def save(self):
        with sqlite3.connect("invoices.db") as connection:
            connection.execute("INSERT INTO invoices VALUES (?)", (self.total(),))
""",
    good="""\
=== invoice.py ===
import sqlite3

class Invoice:
    def __init__(self, lines):
        self.lines = lines

    def total(self):
        return sum(line.price * line.count for line in self.lines)

class InvoiceStore:
    def __init__(self, path):
        self.connection = sqlite3.connect(path)

    def save(self, invoice):
        self.connection.execute("INSERT INTO invoices VALUES (?)", (invoice.total(),))
""",
    options=(
        Option(
            "statements",
            "from which length on three kinds of outside work are too many for a function",
            source="measured: shorter ones are scripts that fetch, store and say so",
            default=15,
        ),
        Option(
            "small",
            "up to how many statements a plain class is a small one, which must not even show, load or describe itself",
            source="measured: classes that libraries make convenient in that way are longer, or have a base",
            default=40,
        ),
    ),
    needs_model=False,
)

_JOBS_TEXT = """
adapter api app application archive archiver backend bar bench benchmark benchmarks billing cache cached channel cli
client collector command conf config configuration connection connector console controller dal dao database dataset db
demo dispatcher display document downloader driver email emailer exporter facade file files formatter gateway gui
handler invoicer listener loader log logger mail mailer mapper materializer menu message messenger mixin monitor
notification notifier observer output page parser persistence persister plot plotter presenter printer printing program
progress proxy publisher reader renderer repo reporter reporting repository saver screen sender serializer session
settings shell sink sms smtp statement storage store table task template terminal test tester tool tracer transport ui
view viewer visualizer widget window worker wrapper writer
"""
_JOBS: Final = frozenset(_JOBS_TEXT.split())
_TAKERS: Final = frozenset({"payment", "payments", "processor", "checkout", "wallet", "bank", "card", "cashier", "billing"})
_NO_PART: Final = frozenset(
    {"help", "usage", "version", "debug", "warning", "error", "exception", "traceback", "progress", "state"}
)
_STORING = """
add clear close commit connect create delete exists fetch find flush get insert list load open query read remove restore
retrieve select update write
"""
_COMPANIONS: Final[Mapping[str, frozenset[str]]] = {
    "storage": frozenset(_STORING.split()),
    "messages": frozenset(["connect", "close", "receive", "poll", "login", "subscribe", "publish", "deliver", "on", "reply"]),
    "console": frozenset(
        ["clear", "refresh", "read", "input", "ask", "prompt", "log", "write", "start", "run", "main", "loop", "help"]
    ),
    "documents": frozenset(["clear", "refresh", "format", "to", "load", "add"]),
    "network": frozenset(["get", "connect", "close", "fetch", "request"]),
    "payments": frozenset(["verify", "authorize", "auth", "validate", "check", "pay", "charge", "refund"]),
}
_SKETCH_CALLS: Final = frozenset({"print", "str", "len", "format", "repr"})
_CONTAINERS: Final = frozenset({"dict()", "list()", "set()", "defaultdict()"})


_ASIDE: Final = ("_", "log", "report")  # such methods are a second job only beside a third one
_PASSING: Final = frozenset({"print", "log", "display", "show", "render"})  # an object in readable form, as its text is
_GENERATING: Final = frozenset({"generator", "builder", "factory", "maker", "creator", "producer", "report", "service", "manager"})
_LOADING: Final = frozenset({"load", "read", "restore", "open", "from"})
_DOWNLOAD: Final = frozenset({"network", "storage", "console"})  # is one job, with its progress
_SCRIPTS: Final = frozenset({"scripts", "bin", "examples"})  # each file is a command line
_STARTS: Final = frozenset({"main", "run", "cli", "setup", "create_app"})
_ARGUMENTS: Final = frozenset({"file", "fp", "f", "out", "output", "stream", "writer", "buffer", "fh"})


class _Outside(NamedTuple):
    """Outside work that a method says and does."""

    effect: Effect
    method: FunctionFacts


class _Class(NamedTuple):
    """A class, what is known of libraries in its file and fields, whether another one there derives from it, and its size."""

    ref: ClassRef
    known: Mapping[str, Effect]
    is_base: bool
    is_small: bool


def inspect(file: Inspection) -> Iterator[Found]:
    """Classes with two kinds of outside work, or with one beside their own."""
    if file.is_test or is_root_module(file.module) or file.module.path.endswith(".pyi"):
        return
    if not _SCRIPTS.isdisjoint(file.module.path.split("/")[:-1]):
        return
    code = file.code
    known = libraries(file.module.facts, _own_packages(file))
    served = services(known, file.module.facts) if known else {}
    for facts in code.classes:
        said = _speaking(facts)
        if not said and not served:
            continue
        is_base = any(last(base) == facts.short_name for each in code.classes for base in each.bases)
        around = _Class(ClassRef(file.number, facts), known | _held(facts, known), is_base, _is_small(facts, file.options["small"]))
        outside = [each for each in said if _does_as_said(each, around)]
        if len(set(served.values())) > 1:
            outside += _reaching(facts, services(around.known, file.module.facts))
        if served and not outside and not _JOBS.intersection(words(facts.short_name)):
            outside = _all_in_one(around, served, file.options["statements"]) or _told_by(around, served)
        if outside:
            yield from _judge(file, around, outside)
    if served:
        yield from _functions(file, known, served)


def _reaching(facts: ClassFacts, served: Mapping[str, Effect]) -> list[_Outside]:
    """The methods that reach several kinds of systems together, each with what it reaches."""
    found = [_Outside(effect, method) for method in facts.methods for effect in sorted(reached_by(method, served))]
    return found if _is_several({each.effect for each in found}) else []


def _is_small(facts: ClassFacts, most: int) -> bool:
    """Whether it is a plain class that can be seen at a glance: it is no part of a library that is convenient to its users."""
    return all(each == "object" for each in facts.bases) and sum(each.statements for each in facts.methods) <= most


def _all_in_one(around: _Class, served: Mapping[str, Effect], least: int) -> list[_Outside]:
    """What a long method does outside, where that is of three kinds."""
    for method in around.ref.facts.methods:
        done = done_by(method, around.known)
        if method.statements >= least and _is_too_much(set(done)) and reached_by(method, served):
            return [_Outside(effect, method) for effect in sorted(done)]
    return []


def _told_by(around: _Class, served: Mapping[str, Effect]) -> list[_Outside]:
    """The method of a small class that asks another system, and one that prints what the class got from it."""
    if not around.is_small:
        return []
    asking = next((each for each in around.ref.facts.methods if "network" in reached_by(each, served)), None)
    if asking is None:
        return []
    calls = f"{me(asking)}.{asking.name}"
    telling = (each for each in around.ref.facts.methods if each is not asking and calls in each.calls and "print" in each.calls)
    return [found for each in telling for found in (_Outside("network", asking), _Outside("console", each))][:2]


def _is_too_much(done: set[Effect]) -> bool:
    """Whether these are three kinds of outside work, and not a download."""
    kept = done - {"documents"}
    return len(kept) > 2 and kept != _DOWNLOAD


def _is_several(reached: set[Effect]) -> bool:
    """Whether these are kinds that no single job needs: downloading into a file is one job, and so is a rendered answer."""
    if reached <= {"network", "documents", "messages"}:
        return False  # a mail is rendered before it is sent
    return len(reached - {"network"}) > 1 and not reached.isdisjoint(("storage", "messages", "payments"))


def _speaking(facts: ClassFacts) -> list[_Outside]:
    """The methods whose name says outside work, unless the class's name says that it is there for that."""
    said = [_Outside(effect, each) for each in facts.methods if (effect := said_by(each.name))]
    return said if said and not _JOBS.intersection(words(facts.short_name)) else []


def _functions(file: Inspection, known: Mapping[str, Effect], served: Mapping[str, Effect]) -> Iterator[Found]:
    """Functions that reach several kinds of systems by libraries, or do three kinds of outside work."""
    for function in file.code.functions:
        if function.name in _STARTS:
            continue
        done, reached = done_by(function, known), reached_by(function, served)
        is_long = function.statements >= file.options["statements"] and not function.decorators and not function.is_generator
        if _is_several(reached) or (_is_too_much(set(done)) and reached and is_long):
            kinds: dict[Effect, str] = dict.fromkeys(done, "")
            message = _message(function.name, kinds, "", "functions")
            yield Found(file.at(function.line, function.column), file.element(function.name), message, identity="mixed")


def _own_packages(file: Inspection) -> frozenset[str]:
    """The top package of the file, whose own modules are no libraries."""
    return frozenset({file.module.name.partition(".")[0]})


def _held(facts: ClassFacts, known: Mapping[str, Effect]) -> dict[str, Effect]:
    """The fields that hold something of a library."""
    found: dict[str, Effect] = {}
    for method in facts.methods:
        for target, value in method.assigned.items():
            head = value.partition(".")[0].removesuffix("()")
            if "." in target and head in known:
                found[target] = known[head]
    return found


def _does_as_said(one: _Outside, around: _Class) -> bool:
    """Whether it does itself what its name says, prints instead, or only stands there."""
    method = one.method
    if _NO_PART.intersection(words(method.name)[1:]) or any(each.name in _ARGUMENTS for each in method.params):
        return False
    if one.effect == "payments" and _TAKERS.intersection(words(around.ref.facts.short_name)):
        return False
    if method.name.lower() in _PASSING and not around.is_small:
        return False
    done = done_by(method, around.known)
    if one.effect == "documents" and one.effect not in done:
        # what is rendered for somebody else's console is a value
        return "print" in method.calls or (around.is_small and _writes_paper(method, around))
    if one.effect in done or "console" in done:
        return True
    return (
        method.body == "empty"
        and one.effect in ("storage", "messages", "payments")
        and not around.is_base
        and not method.decorators
    )


def _writes_paper(method: FunctionFacts, around: _Class) -> bool:
    """Whether it makes a report or an invoice of something that is neither, nor there to make it."""
    named = {*words(around.ref.facts.short_name)}
    verb, *rest = words(method.name)
    if verb == "render" or "for" in rest or around.is_base:
        return False
    return named.isdisjoint(rest) and named.isdisjoint(_GENERATING)


def _judge(file: Inspection, around: _Class, outside: list[_Outside]) -> Iterator[Found]:
    ref = around.ref
    if ref.facts.short_name.startswith("Base") or ref.facts.short_name.endswith("Base"):
        return
    if is_test_double(ref) or is_protocol(ref) or has_abc_marker(ref) or is_mixin(ref):
        return
    ancestry = file.world.ancestry(ref)
    is_foreign = is_framework_class(ancestry) and not is_data_class(ref, ancestry)
    if is_foreign or is_exception(ref, ancestry) or is_enum(ancestry):
        return
    if any(_JOBS.intersection(words(each.facts.short_name)) for each in ancestry.classes):
        return
    demanded = {method.name for each in ancestry.classes for method in each.facts.methods}
    outside = [each for each in outside if each.method.name not in demanded]
    kinds = {each.effect: each.method.name for each in reversed(outside)}
    if len(kinds) == 1 and is_framework_class(ancestry):
        return  # storing itself is what such a model is for
    if len(kinds) == 1 and not around.is_small and _is_own_form(ref, ancestry, next(iter(kinds))):
        return
    if len(kinds) == 1:
        public = [each for each in outside if not each.method.name.startswith(_ASIDE)]
        own = _own_work(around, public[0].effect, {each.method.name for each in outside}) if public else ""
    else:
        own = ""
    if len(kinds) > 1 or own:
        facts = ref.facts
        place, element = file.at(facts.line, facts.column), file.element(facts.name)
        yield Found(place, element, _message(facts.short_name, kinds, own), identity="mixed")


def _is_own_form(ref: ClassRef, ancestry: Ancestry, effect: Effect) -> bool:
    """Whether it is a record that can show itself, or loads what it stores of itself."""
    if effect == "console":
        return is_decorated_data(ref.facts) or any(last(each) in DATA_BASES for each in ancestry.externals)
    if effect != "storage":
        return False
    return any(not _LOADING.isdisjoint(words(each.name)[:1]) for each in own_methods(ref) if not is_unwritten(each))


def _own_work(around: _Class, effect: Effect, outside: set[str]) -> str:
    """A method that works on the class's own data and does nothing outside, but for printing what a store would not."""
    fields = _fields(around.ref.facts)
    allowed: set[Effect] = set() if effect == "console" else {"console"}
    for method in own_methods(around.ref):
        if (
            is_dunder(method.name)
            or method.name in outside
            or method.name.startswith("_")
            or method.body in ("refuses", "not-implemented")
        ):
            continue
        if set(done_by(method, around.known)) - allowed:
            continue
        parts = words(method.name)
        if parts and parts[0] in _COMPANIONS[effect] and not _reads(method, fields) and "_".join(parts[1:]) not in fields:
            continue
        return method.name
    return ""


def _fields(facts: ClassFacts) -> frozenset[str]:
    """The fields that hold what the constructor was given, or plain values."""
    fields = set(facts.body.annotated) if facts.body is not None else set()
    for method in facts.methods:
        if method.name == "__init__":
            prefix = f"{me(method)}."
            given = {each.name for each in method.params}
            fields.update(
                target.removeprefix(prefix)
                for target, value in method.assigned.items()
                if target.startswith(prefix) and (value in given or value.startswith("=") or value in _CONTAINERS)
            )
    return frozenset(fields)


def _reads(method: FunctionFacts, fields: frozenset[str]) -> bool:
    prefix = f"{me(method)}."
    return any(
        chain.startswith(prefix) and chain.removeprefix(prefix).partition(".")[0] in fields
        for chain in (*method.loads, *method.calls)
    )


def _message(name: str, kinds: Mapping[Effect, str], own: str, others: str = "classes") -> str:
    listed = [NAMES[effect] + (f" ('{method}')" if method else "") for effect, method in sorted(kinds.items())]
    if own:
        listed.insert(0, f"its own work ('{own}')")
    jobs = ", ".join(listed[:-1]) + f" and {listed[-1]}"
    return f"'{name}' mixes {jobs}; keep one of them here and move the others to {others} of their own"
