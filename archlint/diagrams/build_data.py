"""Builds this room's data files; run by a developer when `diagrams` or the font has a new version, never by archlint itself.

    python -m archlint.diagrams.build_data icons
    python -m archlint.diagrams.build_data font Inter-Regular.otf Inter-Bold.otf

Needs fonttools. The icon table holds names and paths only; the pictures stay in the `diagrams` package.
"""

from __future__ import annotations

import ast
import sys
from importlib.util import find_spec
from pathlib import Path

DATA = Path(__file__).parent / "data"
SCRIPTS = (
    "U+0020-007E,U+00A0-024F,U+02BB-02DD,U+0370-03FF,U+0400-045F,U+0490-0491,U+2010-2027,U+2030-203A,U+20AC,U+2116,U+2122,"
    "U+2190-2193,U+2212,U+2225,U+2248,U+2260,U+2264-2265,U+FFFD"
)


def icons() -> list[str]:
    """One line for each icon: `provider/category/file-name`, a tab, the classes that draw it, the first one the original."""
    spec = find_spec("diagrams")
    assert spec is not None and spec.origin is not None, "install diagrams"
    package = Path(spec.origin).parent
    lines: dict[str, list[str]] = {}
    for module in sorted(package.glob("*/*.py")):
        if module.name != "__init__.py":
            for key, names in _classes(module).items():
                if (package.parent / "resources" / f"{key}.png").is_file():
                    lines.setdefault(key, []).extend(names)
    return [f"{key}\t{' '.join(names)}" for key, names in sorted(lines.items())]


def _classes(module: Path) -> dict[str, list[str]]:
    folder = ""
    found: dict[str, list[str]] = {}
    keys: dict[str, str] = {}
    for statement in ast.parse(module.read_text("utf-8")).body:
        if isinstance(statement, ast.ClassDef):
            values = {
                line.targets[0].id: line.value.value
                for line in statement.body
                if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name) and isinstance(line.value, ast.Constant)
            }
            folder = str(values.get("_icon_dir", folder))
            if values.get("_icon") and not statement.name.startswith("_"):
                key = f"{folder.removeprefix('resources/')}/{str(values['_icon']).removesuffix('.png')}"
                keys[statement.name] = key
                found.setdefault(key, []).append(statement.name)
        elif isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Name):
            alias, original = statement.targets[0], keys.get(statement.value.id)
            if original and isinstance(alias, ast.Name):
                found[original].append(alias.id)
    return found


def font(sources: list[str]) -> None:
    """Subset the fonts into the data folder and write their widths, in thousandths of the font size."""
    from fontTools import subset  # type: ignore[import-not-found,import-untyped,unused-ignore]
    from fontTools.ttLib import TTFont  # type: ignore[import-not-found,import-untyped,unused-ignore]

    tables = []
    for source, weight in zip(sources, ("Regular", "Bold"), strict=True):
        target = DATA / f"Inter-{weight}.otf"
        subset.main(
            [source, f"--unicodes={SCRIPTS}", "--layout-features=kern,mark,ccmp", "--no-hinting", f"--output-file={target}"]
        )
        built = TTFont(target)
        scale = 1000 / built["head"].unitsPerEm
        widths: dict[int, list[str]] = {}
        for code, glyph in sorted(built.getBestCmap().items()):
            widths.setdefault(round(built["hmtx"][glyph][0] * scale), []).append(chr(code))
        tables.append([f"{width} {''.join(characters)}" for width, characters in sorted(widths.items())])
    (DATA / "widths.txt").write_text("\n\n".join("\n".join(table) for table in tables) + "\n", "utf-8")


if __name__ == "__main__":
    if sys.argv[1] == "icons":
        (DATA / "icons.tsv").write_text("\n".join(icons()) + "\n", "utf-8")
    else:
        font(sys.argv[2:])
