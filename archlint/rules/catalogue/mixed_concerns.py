"""A class that does its own work and also stores, sends or prints the result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from archlint.facts import ClassFacts, ClassRef, FunctionFacts
from archlint.rules.branches import chooses
from archlint.rules.class_kinds import (
    has_abc_marker,
    is_data_class,
    is_dunder,
    is_enum,
    is_exception,
    is_framework_class,
    is_mixin,
    is_protocol,
    is_root_module,
    is_test_double,
    last,
    words,
)
from archlint.rules.concerns import Evidence, is_front, outside_work, own_work, stands_empty, work_of
from archlint.rules.effect_words import JOBS, Effect
from archlint.rules.effects import SAID, SERVICE, Libraries, libraries, said_by
from archlint.rules.program_concerns import KINDS, mixed_class, mixed_function, subjects
from archlint.rules.sketches import found_in_programs, stands_alone
from archlint.rules.types import Clue, Found, Inspection, Option, Rule, Subject

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

The rule tells what a method does outside by what it calls: libraries (sqlite3, smtplib, requests …), clients (`execute` on
a connection, `sendmail`), `open`; by its name where it prints or is empty; and, in sketches, by the words that it prints
("Saving order to database"). Found are classes that do several kinds of such work, or one beside work on their own data,
and functions that do several. Classes whose name says that this is their job (a repository, a mailer, a view), command
lines, doubles for tests and classes of frameworks are left alone, and so is a method that hands the work on.

What a program and a library may do differs. A class in a package is often convenient on purpose: it may store, print or
render itself, and is found only where it does two kinds of work beyond doubt, or where a small one calculates and also
asks a database, a mail server or the like; what is empty, private reading and writing of files, and a file that is
written for a program that it runs do not count there. In a short file that belongs to no package, as programs begin, one kind
beside own work is found. A small file that uses nothing of the repository, and that nobody imports, is judged by weaker
signs too: what the methods of a class are called and calculate (`to_html`, `save`, `login` beside a total), most of all
where no other class of the file shares the work; three methods of that which have no word in common; and a long function
that checks, calculates and stores. What a method does for each of several kinds is left to the rules of open/closed.
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
            "program",
            "up to how many statements a file that belongs to no package is a program, in which one kind of outside work beside "
            "own work is too much",
            source="measured: libraries of one file are longer",
            default=400,
        ),
        Option(
            "small",
            "up to how many statements a plain class in a package is a small one, which must not ask another system and calculate",
            source="measured: longer ones are the clients and managers of a library",
            default=40,
        ),
    ),
    needs_model=False,
)


_SCRIPTS: Final = frozenset({"scripts", "bin", "examples"})  # each file is a command line
_PARTS: Final = frozenset({"main", "cli", "setup", "create_app"})  # put the parts of a program together
_STARTS: Final = _PARTS | {"run"}
_PASSING: Final = frozenset({"print", "log", "display", "show", "render", "report"})  # an object in readable form, as its text is


class _Class(NamedTuple):
    """The outside work of a class that is not its job, and what kind of class it is."""

    found: list[Evidence]
    is_data: bool
    in_program: bool
    is_small: bool

    @property
    def kinds(self) -> dict[Effect, int]:
        """The kinds of its outside work, each with how sure it is."""
        kinds: dict[Effect, int] = {}
        for each in self.found:
            kinds[each.effect] = max(each.strength, kinds.get(each.effect, 0))
        return kinds


def inspect(file: Inspection) -> Iterator[Found | Clue]:
    """Classes with two kinds of outside work, or with one beside their own."""
    if file.is_test or is_root_module(file.module) or file.module.path.endswith(".pyi"):
        return
    if not _SCRIPTS.isdisjoint(file.module.path.split("/")[:-1]):
        return
    known = _libraries(file)
    done: set[str] = set()
    for found in _strong(file, known):
        done.add(found.element)
        yield found
    if stands_alone(file) and _is_short_program(file):
        yield from (clue for clue in _weak(file, known) if clue.element not in done)


def conclude(subject: Subject, clues: Sequence[Clue]) -> Iterator[Found]:
    """What is told by weak signs alone, in files that nobody imports."""
    return (found._replace(identity="mixed") for found in found_in_programs(subject, clues))


def _weak(file: Inspection, known: Libraries) -> Iterator[Clue]:
    """Classes and functions whose methods are about several things, by their names and calls."""
    working = {each.name for each in file.code.classes if any(not is_dunder(method.name) for method in each.methods)}
    beside = {each.name for each in file.code.classes}
    clients = set(file.code.top.assigned) & set(known.known) if file.code.top is not None else set()
    for facts in file.code.classes:
        alike = any(_alike(facts, each) for each in file.code.classes if each is not facts)
        if alike or not _is_meant(facts, file) or any(last(base) in beside or base.islower() for base in facts.bases):
            continue
        if is_exception(ref := ClassRef(file.number, facts), file.world.ancestry(ref)) or any(map(_asks_kinds, facts.methods)):
            continue
        if any(called.partition(".")[0] in clients for each in facts.methods for called in each.calls):
            continue  # is tied to a global, which dependency-inversion tells first
        if kinds := mixed_class(facts, known, working - {facts.name}, is_plain=_is_plain(facts)):
            own = kinds.pop("", None)
            message = _message(facts.short_name, kinds, own)
            yield Clue(file.at(facts.line, facts.column), file.element(facts.name), (message,))
        elif working <= {facts.name} and (named := subjects(facts)):
            message = (
                f"'{facts.short_name}' is about {len(named)} things at once ({', '.join(named)}); give each a class of its own"
            )
            yield Clue(file.at(facts.line, facts.column), file.element(facts.name), (message,))
    is_deep = file.module.path.count("/") > 1  # a script of something larger
    for function in file.code.functions if not (working or is_deep) else ():
        if function.name not in _PARTS and (kinds := mixed_function(function, known)):
            message = _message(function.name, kinds, None, "functions")
            yield Clue(file.at(function.line, function.column), file.element(function.name), (message,))


def _asks_kinds(method: FunctionFacts) -> bool:
    """Whether it asks which of several kinds something is, which open-closed tells."""
    return any(each.kind != "flag" and len(each.cases) > 1 for each in method.switches)


def _alike(one: ClassFacts, other: ClassFacts) -> bool:
    """Whether two classes have the same methods, as implementations of one thing have."""
    names = [{each.name for each in facts.methods if not each.name.startswith("_")} for facts in (one, other)]
    return names[0] == names[1]


def _strong(file: Inspection, known: Libraries) -> Iterator[Found]:
    """What is found by the libraries that it calls, and what it prints."""
    may_reach = bool(known.known) or _is_short_program(file)  # without libraries, only what also prints does two kinds of work
    for facts in file.code.classes:
        if may_reach or any("print" in each.calls for each in facts.methods):
            found = outside_work(facts, known)
            if found and _is_meant(facts, file):
                yield from _class(file, facts, known, found)
    for function in file.code.functions if may_reach else ():
        if function.name not in _STARTS:
            yield from _function(file, function, known)


def _is_short_program(file: Inspection) -> bool:
    """Whether the file is short and belongs to no package, as programs begin; what others offer is convenient on purpose."""
    if "." in file.module.name:
        return False
    methods = [each for facts in file.code.classes for each in facts.methods]
    return sum(each.statements for each in (*methods, *file.code.functions)) <= int(file.options["program"])


def _libraries(file: Inspection) -> Libraries:
    """What the names of the file stand for, with those that its top level sets."""
    known = libraries(file.module.facts, file.module.name.partition(".")[0])
    return known.and_held((file.code.top,), fields=False) if file.code.top is not None else known


def _is_meant(facts: ClassFacts, file: Inspection) -> bool:
    """Whether it stands for itself: it is no base, no interface and no double."""
    ref = ClassRef(file.number, facts)
    if facts.short_name.startswith("Base") or facts.short_name.endswith("Base"):
        return False
    if any(last(base) == facts.short_name for each in file.code.classes for base in each.bases):
        return False
    return not (is_test_double(ref) or is_protocol(ref) or has_abc_marker(ref) or is_mixin(ref))


def _class(file: Inspection, facts: ClassFacts, known: Libraries, found: list[Evidence]) -> Iterator[Found]:
    ref = ClassRef(file.number, facts)
    ancestry = file.world.ancestry(ref)
    is_data = is_data_class(ref, ancestry) or (facts.body is not None and "__tablename__" in facts.body.stores)
    if is_exception(ref, ancestry) or is_enum(ancestry) or (is_framework_class(ancestry) and not is_data):
        return
    demanded = {method.name for each in ancestry.classes for method in each.facts.methods}
    jobs = {word for each in (ref, *ancestry.classes) for word in words(each.facts.short_name)}
    meant = [each for each in found if each.method.name not in demanded and not _is_job(each, jobs)]
    if not meant:
        return
    is_plain = _is_plain(facts)
    is_small = is_plain and sum(each.statements for each in facts.methods) <= file.options["small"]
    around = _Class(meant, is_data, is_plain and _is_short_program(file), is_small)
    allowed: set[Effect] = set() if around.kinds.keys() == {"console"} else {"console"}
    own = own_work(facts, {each.method.name for each in found}, allowed, known)
    if _is_mixed(around, own):
        kinds: dict[str, str] = {each.effect: each.method.name for each in reversed(meant)}
        place, element = file.at(facts.line, facts.column), file.element(facts.name)
        yield Found(
            place, element, _message(facts.short_name, kinds, own.name if own and len(kinds) == 1 else None), identity="mixed"
        )


def _is_plain(facts: ClassFacts) -> bool:
    return all(each == "object" for each in facts.bases)


def _is_job(one: Evidence, jobs: set[str]) -> bool:
    """Whether the class is there for it, as its name says: for that kind of work, or for what the method's name says."""
    said = said_by(one.method.name)
    return any(not JOBS[effect].isdisjoint(jobs) for effect in {one.effect, said or one.effect})


def _is_aside(one: Evidence) -> bool:
    """Whether it is what a class says beside its work."""
    return one.effect == "console" and one.method.name.startswith("_")


def _is_mixed(around: _Class, own: FunctionFacts | None) -> bool:
    """Whether a class's outside work is more than one job, or one beside its own work."""
    if around.in_program:
        if all(chooses(each.method) for each in around.found):
            return False  # it does the work of kinds that have no classes yet, which open-closed tells
        number = _jobs(around.kinds)
        if number == 1 and own is not None:
            if chooses(own):
                return False
            return not all(map(_is_aside, around.found)) and (own.arithmetic > 0 or not is_front(around.found))
        return number > 1
    sure = {each.effect: each.strength for each in around.found if _is_sure(each)}
    if _jobs(sure) > 1 or (around.is_data and list(sure.values()).count(SERVICE) > 1):
        return own is not None
    asks = any(strength == SERVICE and effect != "network" for effect, strength in sure.items())
    return around.is_small and asks and own is not None and own.arithmetic > 0


def _is_sure(one: Evidence) -> bool:
    """Whether it counts in a package too, whose classes are convenient: it does the work, or prints more than itself."""
    name = one.method.name.lower()
    if one.effect == "console":
        is_named = said_by(one.method.name) == "console" and name not in _PASSING and not name.startswith(("_", "draw"))
        return is_named and not stands_empty(one.method)
    if one.effect == "network" or name.startswith("_"):
        return one.strength == SERVICE  # a look at the host's name, or a file of its own, is no job
    return one.strength > SAID


def _jobs(kinds: Mapping[Effect, int]) -> int:
    """How many jobs these kinds of work are: what is rendered is stored or sent, a download or a program's input is a file."""
    parts = set(kinds) - {"programs"}
    if "programs" in kinds and len(parts) > 1 and kinds.get("storage", SERVICE) < SERVICE:
        parts -= {"storage"}
    if len(parts) > 1:
        parts -= {"documents"}
    if "network" in parts:
        parts -= {"storage", "messages"} if kinds.get("messages", SERVICE) < SERVICE else {"storage"}
    return len(parts)


def _function(file: Inspection, function: FunctionFacts, known: Libraries) -> Iterator[Found]:
    """Functions that reach several kinds of systems, or do several kinds of outside work beside their own."""
    kinds: dict[Effect, int] = {each.effect: each.strength for each in work_of(function, known)}
    services = {effect: strength for effect, strength in kinds.items() if strength == SERVICE}
    if _jobs(services) > 1 or (_is_short_program(file) and _jobs(kinds) > 1 and _is_done(kinds) and not _is_progress(file, kinds)):
        message = _message(function.name, {str(each): "" for each in kinds}, None, "functions")
        yield Found(file.at(function.line, function.column), file.element(function.name), message, identity="mixed")


def _is_progress(file: Inspection, kinds: Mapping[Effect, int]) -> bool:
    """Whether a script of something larger, in a folder of its own there, only tells how far it is with reading and writing."""
    is_deep = file.module.path.count("/") > 1
    return is_deep and kinds.keys() == {"console", "storage"} and max(kinds.values()) < SERVICE


def _is_done(kinds: Mapping[Effect, int]) -> bool:
    """Whether it does some of it, or sketches it all; what prints words of a database only prints."""
    return "console" not in kinds or max(kinds.values()) > SAID


def _message(name: str, kinds: Mapping[str, str], own: str | None, others: str = "classes") -> str:
    listed = [KINDS[effect] + (f" ('{method}')" if method else "") for effect, method in sorted(kinds.items())]
    if own is not None:
        listed.insert(0, f"its own work ('{own}')" if own else "its data")
    jobs = ", ".join(listed[:-1]) + f" and {listed[-1]}"
    return f"'{name}' mixes {jobs}; keep one of them here and move the others to {others} of their own"
