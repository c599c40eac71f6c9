"""The vocabulary of the section `check`: how a team works with the findings of its repository.

Annotations are evaluated here, for the reason that `types.py` gives.
"""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

Text: TypeAlias = Annotated[str, Meta(min_length=1)]
Scalar: TypeAlias = str | int | float | bool
RuleName: TypeAlias = Annotated[str, Meta(min_length=1, description="A rule, as `archlint rules` lists it.")]
Level: TypeAlias = Literal["error", "warning", "info", "off"]


class _Setting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What all settings share: they are values, and a key that they do not know is an error."""


class RuleSettings(_Setting, frozen=True, kw_only=True):
    """What a team wants of a rule."""

    severity: Annotated[Level | None, Meta(description="How much a finding counts; `off`: the rule is not run.")] = None
    because: Annotated[str, Meta(description="Why the team wants it so.")] = ""
    options: Annotated[
        dict[Text, Scalar | tuple[Scalar, ...]],
        Meta(description="Of the rule; `archlint explain RULE` tells them."),
    ] = {}


class PathSettings(_Setting, frozen=True, kw_only=True):
    """What a team wants in some paths: at least one of `ignore` and `severity`."""

    paths: Annotated[
        tuple[Text, ...], Meta(min_length=1, description="Files and folders, relative to the checked folder; as in .gitignore.")
    ]
    ignore: Annotated[tuple[Text, ...], Meta(description="Rules, or principles, whose findings do not count there.")] = ()
    severity: Annotated[Level | None, Meta(description="How much all other findings there count; `off`: not at all.")] = None
    because: Annotated[str, Meta(description="Why it is right there.")] = ""


class CheckSettings(_Setting, frozen=True, kw_only=True):
    """How findings are dealt with."""

    rules: Annotated[dict[RuleName, RuleSettings], Meta(description="Severity and options, rule by rule.")] = {}
    paths: Annotated[tuple[PathSettings, ...], Meta(description="Settings for parts of the tree; the last wins.")] = ()
    baseline: Annotated[
        Text | None, Meta(description="The file of known findings, relative to architecture.yaml; `archlint baseline` writes it.")
    ] = None
    extra_rules: Annotated[
        tuple[Text, ...],
        Meta(description="Python files with rules of the team's own; `*` stands for names. Run with `--allow-code` only."),
    ] = ()
    plugins: Annotated[
        tuple[Text, ...],
        Meta(description="Installed rules: entry points in `archlint.rules`, or the packages that bring them."),
    ] = ()
