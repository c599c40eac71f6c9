"""The list of findings: each with its source, its chain and the reason of its rule; all of it can be read without a script."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from archlint.report.excerpt import excerpt, source_lines
from archlint.report.html.text import counted, esc, esc_lines, section
from archlint.report.rule_help import why
from archlint.rules import HERE, PRINCIPLES, SEVERITIES, Finding, Option, Rule, Summary, all_rules, example_files

_AROUND: Final = 2  # lines of source before and behind the one that is meant
_WORD: Final = re.compile(r"[\w.]+|.")
Lines = Mapping[tuple[str, int], str]


def findings_section(findings: Sequence[Finding], summary: Summary) -> str:
    """All findings with what narrows them down."""
    if not findings:
        lead = "None. " + _checked(summary)
        return section("findings", "Findings", lead, "")
    rules = {rule.id: rule for rule in (*all_rules(), *summary.own)}
    wanted = [(each.path, each.line + shift) for each in findings for shift in range(-_AROUND, _AROUND + 1) if each.line]
    lines = source_lines(summary.base, wanted)
    items = "\n".join(_item(each, rules.get(each.rule), lines) for each in findings)
    return section(
        "findings",
        "Findings",
        "The most important first. " + _checked(summary),
        f'{_filters(findings)}\n<ol class="findings" id="finding-list">\n{items}\n</ol>\n'
        '<p class="nothing" id="nothing" hidden>No finding matches. '
        '<button type="button" class="link" id="clear">Show all</button></p>',
    )


def _checked(summary: Summary) -> str:
    text = f"{counted(len(summary.rules), 'rule')} looked at {counted(summary.modules, 'module')}."
    if summary.without_model:
        text += f" {counted(len(summary.without_model), 'more rule')} would run with an architecture.yaml."
    if summary.borrowed:
        text += (
            f" Contracts of {' and '.join(f'<code>{esc(path)}</code>' for path in summary.borrowed)} are among what was checked."
        )
    if summary.ignored:
        text += f" {counted(summary.ignored, 'finding')} passed by a comment in the source."
    if summary.known:
        text += f" {counted(summary.known, 'finding')} of the baseline not shown."
    return text + "".join(f"<br>{esc(note)}" for note in summary.notes)


def _filters(findings: Sequence[Finding]) -> str:
    principles = Counter[str](each.principle for each in findings)
    severities = Counter[str](each.severity for each in findings)
    options = "".join(f'<option value="{name}">{name} ({principles[name]})</option>' for name in PRINCIPLES if principles[name])
    chips = "".join(
        f'<button type="button" class="chip {name}" data-severity="{name}" aria-pressed="true">{name} '
        f"<b>{severities[name]}</b></button>"
        for name in SEVERITIES
        if severities[name]
    )
    return (
        '<form class="filters needs-script" id="filters" role="search" aria-label="Filter the findings">'
        f'<div class="chips" role="group" aria-label="Severity">{chips}</div>'
        f'<label>Principle <select id="by-principle"><option value="">all ({len(findings)})</option>{options}</select></label>'
        '<label>Path <input id="by-path" type="search" placeholder="part of a path" autocomplete="off" spellcheck="false"></label>'
        '<label>Text <input id="by-text" type="search" placeholder="message, rule, element" autocomplete="off" spellcheck="false">'
        f'</label><output id="shown" aria-live="polite">{counted(len(findings), "finding")}</output></form>'
    )


def _item(finding: Finding, rule: Rule | None, lines: Lines) -> str:
    place = ":".join(str(part) for part in (finding.path, finding.line, finding.column) if part)
    parts = [
        f'<li class="finding {finding.severity}" id="f-{finding.fingerprint[:12]}" data-severity="{finding.severity}" '
        f'data-principle="{finding.principle}" data-path="{esc(finding.path)}">',
        f'<div class="tags"><span class="severity {finding.severity}">{finding.severity}</span> '
        f'<a class="rule" href="#rule-{esc(finding.rule)}">{esc(finding.rule)}</a> '
        f'<span class="principle">{finding.principle}</span></div>',
        f'<p class="message">{esc(finding.message)}</p>',
        f'<p class="place"><code>{esc(place)}</code>{_element(finding)}</p>',
        _source(finding, lines),
        _chain(finding),
        _reason(rule),
        "</li>",
    ]
    return "".join(part for part in parts if part)


def _element(finding: Finding) -> str:
    return f' <span class="element">{esc(finding.element)}</span>' if finding.element else ""


def _source(finding: Finding, lines: Lines) -> str:
    """The line that is meant, its place marked, among its neighbours; alone where it had to be cut."""
    whole = lines.get((finding.path, finding.line), "")
    if not whole.strip():
        return ""
    shown = excerpt(whole, finding.column)
    around = _AROUND if not shown.text.startswith("…") else 0
    rows = []
    for number in range(finding.line - around, finding.line + around + 1):
        if number == finding.line:
            rows.append(f'<span class="hit"><i>{number:>5}</i> {_marked(shown.text, shown.caret)}</span>')
        elif (finding.path, number) in lines:
            rows.append(f"<i>{number:>5}</i> {esc(excerpt(lines[finding.path, number], 0).text)}")
    return f'<pre class="source" tabindex="0"><code>{chr(10).join(rows)}</code></pre>'


def _marked(text: str, caret: int | None) -> str:
    if caret is None or caret >= len(text):
        return esc(text)
    word = _WORD.match(text, caret)
    end = word.end() if word else caret + 1
    return f"{esc(text[:caret])}<mark>{esc(text[caret:end])}</mark>{esc(text[end:])}"


def _chain(finding: Finding) -> str:
    if not finding.steps:
        return ""
    items = "".join(
        f"<li>{esc(step.text)} <code>{esc(step.path)}{f':{step.line}' if step.line else ''}</code></li>" for step in finding.steps
    )
    return f'<details class="chain"><summary>The chain, {counted(len(finding.steps), "step")}</summary><ol>{items}</ol></details>'


def _reason(rule: Rule | None) -> str:
    if rule is None:
        return ""
    paragraphs = "".join(f"<p>{esc(part)}</p>" for part in why(rule).split("\n\n"))
    return (
        f'<details class="why"><summary>{esc(rule.summary)}</summary>{paragraphs}'
        f'<p><a href="#rule-{esc(rule.id)}">A bad and a good example</a></p></details>'
    )


def rules_section(findings: Sequence[Finding], summary: Summary) -> str:
    """The rules that ran, those with findings first."""
    counts = Counter(each.rule for each in findings)
    ran = [rule for rule in (*all_rules(), *summary.own) if rule.id in summary.rules]
    ran.sort(key=lambda rule: -counts[rule.id])
    body = "\n".join("".join(_rule(rule, counts[rule.id])) for rule in ran)
    return section("rules", "Rules", "What was asked of the code and of its model, and why.", f'<div class="rules">{body}</div>')


def _rule(rule: Rule, count: int) -> Iterator[str]:
    yield f'<details class="rule-help" id="rule-{esc(rule.id)}"><summary><b>{esc(rule.id)}</b> <span>{esc(rule.summary)}</span> '
    yield f'<small>{rule.principle}</small><span class="count">{counted(count, "finding")}</span></summary>'
    yield from (f"<p>{esc(part)}</p>" for part in why(rule).split("\n\n"))
    yield f'<div class="examples"><div class="bad"><h3>Bad</h3>{_example(rule.bad)}</div>'
    yield f'<div class="good"><h3>Good</h3>{_example(rule.good)}</div></div>'
    if rule.options:
        yield f"<h3>Options</h3><dl>{''.join(map(_option, rule.options))}</dl>"
    yield "</details>"


def _option(option: Option) -> str:
    default = ", ".join(text for text in (option.shown_default, option.source) if text)
    return f"<dt><code>{esc(option.name)}</code></dt><dd>{esc(option.meaning)}{f' Default: {esc(default)}' if default else ''}</dd>"


def _example(text: str) -> str:
    files = {path: body.rstrip() for path, body in example_files(text).items() if body.strip()}
    return "".join(
        f'<figure><figcaption>{esc(path)}</figcaption><pre tabindex="0"><code>{_pointed(body)}</code></pre></figure>'
        for path, body in files.items()
    )


def _pointed(body: str) -> str:
    lines = map(esc_lines, body.split("\n"))
    return "\n".join(f'<span class="hit">{line}</span>' if esc(HERE) in line else line for line in lines)
