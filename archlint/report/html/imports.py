"""The picture of the imports between the large parts of the code."""

from __future__ import annotations

from collections import Counter
from typing import Final

from archlint.diagrams import Arrow, LayoutError, Spot, import_picture
from archlint.metrics import Area, Scope, areas, layered, principal
from archlint.report.html.text import counted, data_block, esc, section

_MOST: Final = 40  # parts in a picture


def imports_section(scope: Scope) -> str:
    """The picture, with what each part imports beside it; nothing where there are no two parts that import each other."""
    found = areas(scope)
    weights = _weights(scope, found)
    joined = {end for pair in weights for end in pair}
    chosen = sorted(sorted(joined, key=lambda index: (-len(found[index].numbers), index))[:_MOST])
    weights = {pair: weight for pair, weight in weights.items() if pair[0] in chosen and pair[1] in chosen}
    if not weights:
        return ""
    order, _ = layered(chosen, weights)
    place = {index: position for position, index in enumerate(order)}
    shown = principal(order, weights)
    spots = [
        Spot(f"a{index}", found[index].name, counted(len(found[index].numbers), "module"), found[index].is_context)
        for index in order
    ]
    arrows = [
        Arrow(
            f"a{source}",
            f"a{target}",
            weights[source, target],
            place[source] > place[target],
            f"{found[source].name} imports {found[target].name}: {counted(weights[source, target], 'import')}",
        )
        for source, target in sorted(shown, key=lambda pair: (place[pair[0]], place[pair[1]]))
    ]
    try:
        picture = import_picture(spots, arrows, "Imports between the parts of the code")
    except LayoutError as error:
        picture = f'<p class="nothing">{esc(str(error))}</p>'
    data = data_block("areas", {"names": {spot.id: spot.title for spot in spots}, "weights": _listed(weights)})
    return section(
        "imports",
        "Imports",
        _lead(found, joined, chosen, weights, shown, any(arrow.against for arrow in arrows)),
        _figure(picture) + data,
    )


def _figure(picture: str) -> str:
    return (
        f'<div class="picture"><div class="scroll" tabindex="0" aria-label="Picture, can be scrolled">{picture}</div>'
        '<aside class="panel needs-script" id="area-panel" aria-live="polite"><p>Point at a part of the picture, or choose one, '
        "to see what it imports and what imports it.</p></aside></div>"
    )


def _weights(scope: Scope, found: list[Area]) -> dict[tuple[int, int], int]:
    """How many modules of one part import how many of another, as the number of such pairs."""
    home = {number: index for index, area in enumerate(found) for number in area.numbers}
    weights: Counter[tuple[int, int]] = Counter()
    for number, targets in scope.edges.items():
        weights.update((home[number], home[target]) for target in targets if home[number] != home[target])
    return dict(sorted(weights.items()))


def _listed(weights: dict[tuple[int, int], int]) -> list[tuple[str, str, int]]:
    return [(f"a{source}", f"a{target}", weight) for (source, target), weight in sorted(weights.items())]


def _lead(
    found: list[Area],
    joined: set[int],
    chosen: list[int],
    weights: dict[tuple[int, int], int],
    shown: set[tuple[int, int]],
    circles: bool,
) -> str:
    kind = "Bounded contexts and packages" if any(area.is_context for area in found) else "Packages"
    text = f"{kind}: importers stand above what they import, and a line is as wide as many modules import across it. " + (
        '<b class="against">Red</b> lines lead back up: they close a circle.' if circles else "None leads back up."
    )
    hidden = len(weights) - len(shown)
    if hidden:
        text += f" {counted(hidden, 'line')} that a longer way downwards stands for {'is' if hidden == 1 else 'are'} left out."
    if len(joined) > len(chosen):
        text += f" Shown are the {len(chosen)} largest of {len(joined)} parts."
    apart = [area.name for index, area in enumerate(found) if index not in joined]
    if apart:
        listed = ", ".join(map(esc, apart[:8])) + (f" and {len(apart) - 8} more" if len(apart) > 8 else "")
        text += f" Without imports to or from other parts: {listed}."
    return text
