"""What each module of the code may depend on, as one table: the part of `code` that speaks of modules one by one.

As in `types.py`, annotations are evaluated.
"""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

ROOT = "<root>"  # the row for code that no other row covers

Row: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^(<root>|(\*{1,2}|[A-Za-z_]\w*)(\.(\*{1,2}|[A-Za-z_]\w*))*)$",
        description="A module; `*` stands for one part of a name, `.**` at its end for it and all below; `<root>` is the rest.",
    ),
]
Name: TypeAlias = Annotated[str, Meta(min_length=1)]
Names: TypeAlias = tuple[Name, ...]
Rest: TypeAlias = Literal["ignore", "allow", "dependencies-only", "forbid"]


class _Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A value; a key that it does not know is an error."""


class Boundary(_Part, frozen=True, kw_only=True):
    """A row of the table: what one module, with all below it that has no row of its own, may import."""

    depends_on: Annotated[
        Names | None, Meta(description="The modules of the table that it may import; none given: all of them.")
    ] = None
    deprecated: Annotated[Names, Meta(description="Those that it may still import, and should not.")] = ()
    never: Annotated[Names, Meta(description="Those that it may not import, whatever else is said.")] = ()
    layer: Annotated[Name | None, Meta(description="One of `layers`; a module imports freely from the layers below its own.")] = (
        None
    )
    visible_to: Annotated[Names | None, Meta(description="The modules that may list it; none given: all.")] = None
    open: Annotated[bool, Meta(description="Whether every module may import it.")] = False
    unchecked: Annotated[bool, Meta(description="Whether its own imports are not looked at.")] = False


class Interface(_Part, frozen=True, kw_only=True):
    """What may be imported from modules; several that match one module add up."""

    exposes: Annotated[
        Names, Meta(description="Regular expressions for the whole of what follows the module's name, as in `services.*`.")
    ]
    of: Annotated[Names, Meta(description="Regular expressions for whole names of modules.")] = (".*",)
    to: Annotated[Names | None, Meta(description="The modules that it is offered to; none given: all.")] = None
    exclusive: Annotated[bool, Meta(description="Whether those use this interface alone.")] = False


class Boundaries(_Part, frozen=True, kw_only=True):
    """A table of modules with what each may depend on. Only direct imports count."""

    modules: Annotated[
        dict[Row, Boundary],
        Meta(description="Each module that has a row; a plain name further down outdoes a pattern that stands for it too."),
    ]
    because: Annotated[str, Meta(description="Why the modules are told apart.")] = ""
    layers: Annotated[Names, Meta(description="Top first.")] = ()
    closed: Annotated[Names, Meta(description="The layers that those above may not reach over.")] = ()
    interfaces: tuple[Interface, ...] = ()
    projects: Annotated[
        Names, Meta(description="Folders of projects of their own; an import of another project's code is not looked at.")
    ] = ()
    rest: Annotated[Rest, Meta(description="What becomes of code that no row covers.")] = "ignore"
    exact: Annotated[bool, Meta(description="Whether a dependency that no import needs is a breach.")] = False
    acyclic: Annotated[bool, Meta(description="Whether modules may not list each other in a circle.")] = False
    explicit: Annotated[bool, Meta(description="Whether imports of a lower layer must be listed too.")] = False
    local: Annotated[bool, Meta(description="Whether imports inside functions count.")] = True
    type_checking: Annotated[bool, Meta(description="Whether imports under TYPE_CHECKING count.")] = False
