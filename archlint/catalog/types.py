"""What a pattern.yaml says: one frozen type for each part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeAlias

from msgspec import Meta, Struct

PATTERN_ID: Final = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
VARIABLE: Final = r"^[a-z][a-z0-9_]*$"
MAX_DEPTH: Final = 12

Text: TypeAlias = Annotated[str, Meta(min_length=1)]
PatternId: TypeAlias = Annotated[
    str, Meta(pattern=PATTERN_ID, max_length=64, description="A name is made of small letters, digits and '-'.")
]
Variable: TypeAlias = Annotated[
    str, Meta(pattern=VARIABLE, max_length=64, description="A variable is made of small letters, digits and '_'.")
]
Answer: TypeAlias = str | bool | tuple[str, ...]
QuestionKind: TypeAlias = Literal["text", "choice", "many", "flag"]
Rule: TypeAlias = Literal["slug", "identifier", "text"]

if TYPE_CHECKING:
    Plain: TypeAlias = Any
else:

    def _plain(depth: int) -> Any:
        """YAML of any form, to a depth that an architecture.yaml never reaches: the decoder wants a type that ends.

        A list in a list, which a model never has, is left out: so the type grows slowly with its depth.
        """
        leaf = str | int | float | bool | None
        if depth <= 0:
            return leaf
        return leaf | tuple[leaf | dict[str, _plain(depth - 2)], ...] | dict[str, _plain(depth - 1)]

    Plain = _plain(MAX_DEPTH)


class _Element(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all parts share: they are values, and a key that they do not know is an error."""


class Force(_Element, frozen=True, kw_only=True):
    """Something that pulls at the design, and what the pattern does about it."""

    force: Text
    answer: Text


class Engines(_Element, frozen=True, kw_only=True):
    """What the pattern runs on: at once after generation, and by configuration."""

    embedded: Text
    real: tuple[Text, ...] = ()


class Question(_Element, frozen=True, kw_only=True):
    """One thing that the pattern must know.

    `default` and `when` may be Jinja over the earlier answers and `dest_name`, the name of the destination folder.
    """

    id: Variable
    kind: QuestionKind = "text"
    ask: Text
    help: str = ""
    default: Answer | None = None
    choices: dict[Text, str] = {}
    rule: Rule = "text"
    when: str | bool = True


class Pattern(_Element, frozen=True, kw_only=True):
    """A whole pattern.yaml.

    `template` is the folder of what a component is made of; `repository` that of what stands once around all components.
    """

    pattern: PatternId
    version: Text = "1"
    title: Text
    summary: Text
    intent: Text
    when: tuple[Text, ...] = ()
    when_not: tuple[Text, ...] = ()
    forces: tuple[Force, ...] = ()
    costs: tuple[Text, ...] = ()
    teaches: str = ""
    engines: Engines | None = None
    questions: tuple[Question, ...] = ()
    derived: dict[Variable, str] = {}
    template: Text
    repository: Text | None = None
    parts: dict[str, Plain]

    @property
    def name(self) -> str:
        """The name that `archlint new` takes."""
        return self.pattern
