"""Facts as values: frozen, without a reference to a syntax tree, so that they can be cached and sent between processes.

A file's facts come in two parts. `ModuleFacts` is what the import graph needs and is always read; `CodeFacts` is what the text says
about classes and functions, and is read only for the files that a rule looks into.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

ImportKind: TypeAlias = Literal["module", "from", "star"]
ParamKind: TypeAlias = Literal["positional", "normal", "args", "keyword", "kwargs"]
BodyKind: TypeAlias = Literal["code", "empty", "not-implemented", "refuses", "constant", "delegates"]
Wording: TypeAlias = Literal["", "limit", "denial"]
SwitchKind: TypeAlias = Literal["type", "value", "flag"]
PartKind: TypeAlias = Literal["nothing", "returns", "assigns", "calls", "raises", "code"]


class Import(Struct, frozen=True, array_like=True, gc=False):
    """One imported name: `import a.b` has the module a.b and no name, `from a import b` the module a and the name b.

    A relative import is resolved (`module` is absolute); `level` tells with how many dots it was written, and one that leads out of
    the top package leaves `module` empty. `type_checking`, `in_function` and `in_main` (`if __name__ == "__main__"`) tell where it
    does not run. Line and column, from 1, are those of the name itself. `alias` is the name behind `as`; `dynamic` is an
    `importlib.import_module("a.b")` or `__import__("a.b")`.
    """

    module: str
    name: str
    line: int
    column: int
    level: int = 0
    type_checking: bool = False
    in_function: bool = False
    in_main: bool = False
    alias: str = ""
    dynamic: bool = False

    @property
    def kind(self) -> ImportKind:
        """How it is written."""
        return "module" if not self.name else "star" if self.name == "*" else "from"

    @property
    def at_runtime(self) -> bool:
        """Whether it runs when its module is imported."""
        return not (self.type_checking or self.in_function or self.in_main)

    @property
    def binds(self) -> str:
        """The name that it makes known in its module; empty for a star."""
        if self.dynamic or self.name == "*":
            return ""
        return self.alias or self.name or self.module.partition(".")[0]


class Note(Struct, frozen=True, array_like=True, gc=False):
    """Why a file could not be read; line and column are 0 where they are not known."""

    message: str
    line: int = 0
    column: int = 0


class Ignore(Struct, frozen=True, array_like=True, gc=False):
    """A comment `# archlint: ignore[RULE, …] reason`; without rules it means all of them.

    `first` and `last` are the lines that it speaks of: its own, those of the statement that it stands in, or, where it has a
    line of its own, those of the statement below; for the head of a class or function only the head. `whole_file` is
    `ignore-file`.
    """

    line: int
    column: int
    rules: tuple[str, ...]
    reason: str
    first: int
    last: int
    whole_file: bool = False


class ModuleFacts(Struct, frozen=True, array_like=True, gc=False):
    """What one file says about other files; where it could not be read, a note and nothing else.

    `offered` are the names that it binds itself at its top level; of a package, `from package import name` gives those, even where
    there is a module of the same name. `exported` is its `__all__`, None where it has none that can be read. `aliases` are
    top-level assignments of one name to another (`Base = other.Base`). `classes` are the classes that it defines, by qualified
    name. `waivers` are the comments of another tool that let imports pass, with what follows them as `rules`.
    """

    imports: tuple[Import, ...] = ()
    note: Note | None = None
    offered: frozenset[str] = frozenset()
    exported: tuple[str, ...] | None = None
    aliases: dict[str, str] = {}
    classes: tuple[str, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    waivers: tuple[Ignore, ...] = ()


class Param(Struct, frozen=True, array_like=True, gc=False):
    """A parameter: its annotation as it is written (quotes taken off), and its default as a `value` of `FunctionFacts.assigned`."""

    name: str
    kind: ParamKind
    annotation: str = ""
    default: str = ""

    @property
    def required(self) -> bool:
        """Whether a call must give it."""
        return not self.default and self.kind not in ("args", "kwargs")


class Part(Struct, frozen=True, array_like=True, gc=False):
    """What one branch of a switch does, by its last statement.

    `target` is the chain that it assigns to or calls, `value` what it returns or assigns, as in `FunctionFacts.assigned`. `uses`
    are the chains that are read anywhere in the branch, sorted, those that are called with "()" behind; of a branch of more than a
    few statements they are left out.
    """

    does: PartKind
    target: str = ""
    value: str = ""
    uses: tuple[str, ...] = ()
    statements: int = 1


class Switch(Struct, frozen=True, array_like=True, gc=False):
    """A choice between kinds: a chain of if/elif, a run of ifs that each leave (or, about values, that none does), or a match.

    `subject` is what is asked, as a dotted chain (`shape`, `self.kind`, `name.endswith()`, `x.hasattr()`). `cases` are, of a switch
    on types, the classes as they are named in the file (`isinstance(x, A)`, `type(x) is A`, `case A()`), else the values as
    literals ('"circle"', '3') or dotted names (`Kind.CIRCLE`). `otherwise` tells what stands in the else branch, or behind the
    run: "" nothing, "raises", "constant" (it gives or prints one), "code". `branches` counts those that ask for a case, and `parts`
    tells what each of them does; `matched` tells that it is a match. A switch on flags has no subject: it is a run of three ifs at
    least that each ask for a name or a field, and these are its cases.
    """

    kind: SwitchKind
    subject: str
    cases: tuple[str, ...]
    line: int
    column: int
    end_line: int
    otherwise: Literal["", "raises", "constant", "code"] = ""
    branches: int = 1
    matched: bool = False
    parts: tuple[Part, ...] = ()


class Raise(Struct, frozen=True, array_like=True, gc=False):
    """A raise: the exception as it is named ("" for a bare one), and the parameter-only test around it ("" where there is none).

    `guarded_by` are the dotted chains that the innermost `if` around it asks about; `unconditional` is a raise in the body itself.
    """

    exception: str
    line: int
    column: int
    unconditional: bool
    guarded_by: tuple[str, ...] = ()


class FunctionFacts(Struct, frozen=True, array_like=True, gc=False):
    """A function or method, with whatever stands inside it: nested functions, lambdas and comprehensions are part of it.

    `loads`, `stores` and `calls` map a dotted chain that begins with a name (`self.db.execute`, `open`, `super().close`) to the
    place where it stands first, see `line_of` and `column_of`; a chain stands in each of the three under which it is used, and
    only whole: `self.db.execute()` is a call of that chain and no load of `self.db`. `assigned` maps the chain or name that an
    assignment binds first to its value: a call `Database()` with the chain that is called, a name or chain `db`, `=str` for a
    literal of that type (`=None`, `=list` …), alternatives joined by `|` (`db|Database()`), and "" for anything else; a `for`,
    `with` or annotation alone binds nothing here. `annotated` maps what an annotated assignment binds to the annotation.
    `returned` are the values of its returns, written in the same way, without doubles. `body` is what it does at all: nothing
    (`pass`, `...`, a docstring), only raise NotImplementedError, only raise something else (refuses), only return a constant,
    only call the same method of super (delegates). `waived` tells that a comment in the head asks a type checker or pylint to let
    it differ from what it overrides. `wording` is how one that does only one thing speaks of what it cannot do: "limit" where it
    raises, and a docstring, comment or the message calls that a limit or says what to do instead; "denial" where it shows or
    returns nothing but a text that says no. `spread` are the chains of methods that are called with a last argument behind * or **.
    `altered` are the chains of which an item is set or deleted (`self.rows[0] = x`), `asserted` those that an `assert` asks about.
    `arithmetic` counts the operations that numbers alone have (`a * b`, not `a + b`, which may be texts). `printed` are the texts
    that it prints, as their words of letters in lower case (`saving order to` of `print(f"Saving order {id} to …")`), the first.
    """

    name: str
    line: int
    column: int
    end_line: int
    decorators: tuple[str, ...] = ()
    params: tuple[Param, ...] = ()
    returns: str = ""
    body: BodyKind = "code"
    is_async: bool = False
    is_generator: bool = False
    loads: dict[str, int] = {}
    stores: dict[str, int] = {}
    calls: dict[str, int] = {}
    assigned: dict[str, str] = {}
    annotated: dict[str, str] = {}
    switches: tuple[Switch, ...] = ()
    raises: tuple[Raise, ...] = ()
    returned: tuple[str, ...] = ()
    statements: int = 0
    waived: bool = False
    wording: Wording = ""
    spread: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    asserted: tuple[str, ...] = ()
    arithmetic: int = 0
    printed: tuple[str, ...] = ()


class ClassFacts(Struct, frozen=True, array_like=True, gc=False):
    """A class: `name` is qualified inside its module (`Outer.Inner`, `function.<locals>.Inner`).

    `bases` are dotted names without their subscripts (`Generic[T]` is Generic; the arguments stand in `base_arguments` by
    position), a call as base is `f()`. `keywords` are the others (`metaclass`). `methods` holds every definition, a property's
    setter too. `body` is what stands in the class beside its methods: annotated and assigned fields, calls.
    """

    name: str
    line: int
    column: int
    end_line: int
    bases: tuple[str, ...] = ()
    base_arguments: tuple[str, ...] = ()
    keywords: dict[str, str] = {}
    decorators: tuple[str, ...] = ()
    methods: tuple[FunctionFacts, ...] = ()
    body: FunctionFacts | None = None
    docstring: bool = False

    @property
    def short_name(self) -> str:
        """The name without what is around it."""
        return self.name.rpartition(".")[2]


class CodeFacts(Struct, frozen=True, array_like=True, gc=False):
    """What the text of one file says about itself: its classes, its other functions, and its top level as a function."""

    classes: tuple[ClassFacts, ...] = ()
    functions: tuple[FunctionFacts, ...] = ()
    top: FunctionFacts | None = None


_COLUMNS = 1 << 12


def packed(line: int, column: int) -> int:
    """A place as one number; columns beyond 4095 are cut."""
    return line * _COLUMNS + (column if column < _COLUMNS else _COLUMNS - 1)


def line_of(place: int) -> int:
    """The line of a packed place, from 1."""
    return place // _COLUMNS


def column_of(place: int) -> int:
    """The column of a packed place, from 1."""
    return place % _COLUMNS
