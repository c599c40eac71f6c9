"""What was generated, kept in the repository: the common ancestor that a later update merges with, without network or tags.

An archive and not a copy of the tree, so that searches and linters do not find everything twice. bzip2, because its output for the
same input has been the same for all its versions; no times, owners or modes but the executable bit.
"""

from __future__ import annotations

import bz2
import io
import tarfile
from collections.abc import Mapping
from typing import Final, NamedTuple

from archlint.errors import Place, UserError
from archlint.scaffold.tree import File, Tree

FILE_NAME: Final = ".archlint/generated.tar.bz2"
_TREE: Final = "tree/"
_SOURCE: Final = "source.yaml"
_MOST_BYTES: Final = 64_000_000


class Record(NamedTuple):
    """What a repository was when archlint last wrote it.

    Attributes:
        tree: the files that may be edited.
        source: the architecture.yaml that the repository was made from, if it was made from one.
    """

    tree: Mapping[str, File]
    source: str | None


def pack(tree: Tree, source: str | None) -> bytes:
    """The record as the bytes of a file."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as archive:
        if source is not None:
            _add(archive, _SOURCE, File(source.encode()))
        for path, file in sorted(tree.items()):
            _add(archive, _TREE + path, file)
    return bz2.compress(plain.getvalue(), 9)


def _add(archive: tarfile.TarFile, name: str, file: File) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(file.data)
    member.mode = 0o755 if file.executable else 0o644
    archive.addfile(member, io.BytesIO(file.data))


def unpack(data: bytes, path: str) -> Record:
    """Read a record back.

    Raises:
        UserError: it is damaged.
    """
    files: dict[str, File] = {}
    source: str | None = None
    try:
        plain = bz2.BZ2Decompressor().decompress(data, _MOST_BYTES)
        with tarfile.open(fileobj=io.BytesIO(plain), mode="r:") as archive:
            for member in archive:
                content = archive.extractfile(member)
                if content is None:
                    continue
                if member.name == _SOURCE:
                    source = content.read().decode()
                elif member.name.startswith(_TREE) and _is_inside(member.name):
                    files[member.name.removeprefix(_TREE)] = File(content.read(), bool(member.mode & 0o100))
    except (OSError, EOFError, ValueError, tarfile.TarError):
        raise UserError("is damaged; bring it back from version control", Place(path)) from None
    return Record(files, source)


def _is_inside(name: str) -> bool:
    """Whether a path stays in the repository; no record of ours says otherwise, but a file can be made by anybody."""
    return not any(part in ("", ".", "..") for part in name.split("/"))
