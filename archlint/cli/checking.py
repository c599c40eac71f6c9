"""The options that all commands about findings share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from archlint.cli.spec import Option

if TYPE_CHECKING:
    from archlint.rules import OwnRules

OWN_RULES: Final = (
    Option("rules", "A Python file with a rule of your own; repeat it for more.", many=True),
    Option("plugin", "Rules of an installed package, by its name or that of its entry point; repeat it for more.", many=True),
    Option("allow_code", "Run the rules that architecture.yaml names, which are code of the repository.", type=bool, default=False),
    Option("no_code", "Check without the rules that architecture.yaml names.", type=bool, default=False),
)
WHAT: Final = (
    Option("select", "Only this rule, or all rules of this principle; commas, or repeat it, for more.", many=True),
    Option("ignore", "Not this rule, or no rule of this principle; commas, or repeat it, for more.", many=True),
)
HOW: Final = (
    Option("no_cache", "Read every file anew, and remember nothing.", type=bool, default=False),
    Option("model", "The architecture.yaml, where it is not the folder's own."),
)


def own_rules(values: dict[str, Any]) -> OwnRules:
    """The rules of a user's own, taken out of the options' values.

    Raises:
        UserError: the options contradict each other.
    """
    from archlint.errors import UserError
    from archlint.rules import OwnRules

    files, plugins, allow, deny = (values.pop(option.name) for option in OWN_RULES)
    if allow and deny:
        raise UserError("--allow-code and --no-code contradict each other; give one of them")
    return OwnRules(files, plugins, True if allow else False if deny else None)
