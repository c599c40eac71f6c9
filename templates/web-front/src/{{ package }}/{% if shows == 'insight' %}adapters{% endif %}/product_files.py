"""Which files are a data product now: those that the lake's pointer names, or all of a folder that has no pointer."""

import json
from pathlib import Path

POINTER = "current.json"
FORMATS = {".parquet": "read_parquet", ".json": "read_json", ".jsonl": "read_json"}


class NoSuchProduct(Exception):
    """There is nothing to read, and why."""


def files_of(products: Path, product: str) -> tuple[str, list[str]]:
    """The function that reads a product's files, and the files.

    Args:
        products: the folder of a domain's products, in a lake `LAKE/DOMAIN/product`.
        product: the product's name.
    """
    folder = products / product
    pointer = folder / POINTER
    files = _named_by(pointer, products.parent.parent) if pointer.is_file() else _all_of(folder)
    formats = {FORMATS[file.suffix] for file in files if file.suffix in FORMATS}
    if len(formats) != 1:
        raise NoSuchProduct(f"{folder} holds no files of one format")
    return formats.pop(), [str(file) for file in files]


def _named_by(pointer: Path, lake: Path) -> list[Path]:
    try:
        keys = json.loads(pointer.read_bytes())["files"]
        files = [(lake / key).resolve() for key in keys]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoSuchProduct(f"{pointer} is not understood: {error}") from error
    if not all(file.is_relative_to(lake.resolve()) for file in files):
        raise NoSuchProduct(f"{pointer} leads out of the lake")
    return files


def _all_of(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.suffix in FORMATS and file.name != POINTER)
