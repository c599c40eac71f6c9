"""A rule as a page of text."""

from __future__ import annotations

from archlint.rules.types import Option, Rule


def explained(rule: Rule) -> str:
    """Summary, why, examples and options of a rule, with a line break at the end."""
    needs = "; needs an architecture.yaml" if rule.needs_model else ""
    parts = [
        f"{rule.id} ({rule.principle}, {rule.severity}{needs})",
        rule.summary,
        f"Why\n{_indented(rule.why)}",
    ]
    parts += [f"{title}\n{_indented(text)}" for title, text in (("Bad", rule.bad), ("Good", rule.good)) if text.strip()]
    if rule.options:
        parts.append("Options\n" + "\n".join(_option(option) for option in rule.options))
    if any(option.default is not None for option in rule.options):
        parts.append(f"Set an option in architecture.yaml under `check.rules.{rule.id}.options`.")
    return "\n\n".join(parts) + "\n"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.strip("\n").splitlines())


def _option(option: Option) -> str:
    words = [text for text in (option.shown_default, option.source) if text]
    source = f"\n        default: {'; '.join(words)}" if words else ""
    return f"    {option.name}\n        {option.meaning}{source}"
