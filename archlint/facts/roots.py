"""Which folders packages start in, found without installing anything.

A file's name needs a root. Where folders have an `__init__.py`, the root is the folder above the topmost of them. Where they have
none (namespace packages, folders of scripts), the tree alone cannot tell, and the imports decide: of all folders up to the
project's own, the one that makes most of the imports in the code lead somewhere. `src` is a root unless the code imports `src.…`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from posixpath import basename, dirname

_FROM = re.compile(rb"^[ \t]*from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+([\w, \t]*)", re.MULTILINE)
_IMPORT = re.compile(rb"^[ \t]*import[ \t]+([\w., \t]+)", re.MULTILINE)
PROJECT_FILES = ("pyproject.toml", "setup.py", "setup.cfg")
_INSTALLS = re.compile(rb"\b(?:setuptools|distutils|skbuild)\b")


def is_project(names: Collection[str], read_setup: Callable[[], bytes]) -> bool:
    """Whether a folder with these files is one that is installed from; a package may have a module that is called setup.

    Args:
        names: those of the `PROJECT_FILES` and `__init__.py` that the folder holds.
        read_setup: the bytes of its setup.py.
    """
    if "pyproject.toml" in names or "setup.cfg" in names:
        return True
    return "setup.py" in names and ("__init__.py" not in names or _INSTALLS.search(read_setup()) is not None)


def find_roots(
    files: Iterable[str], exists: Callable[[str], bool], read: Callable[[str], bytes], known: Iterable[str] = ()
) -> dict[str, str]:
    """The root of each folder that holds Python files.

    Args:
        files: the paths of all Python files, with slashes.
        exists: whether there is a file of this path.
        read: the bytes of a Python file; called only where the tree alone does not tell.
        known: the names of modules or packages that somebody has told us of; with a slash at its end, a folder that is a root.

    Returns:
        Root folder by folder; the top itself is "".
    """
    names, folders = set(), []
    for name in known:
        if name.endswith("/"):
            folders.append(name)
        else:
            names.add(name.partition(".")[0])
    return _RootFinder(sorted(files), exists, read, names, folders).roots()


class _RootFinder:
    def __init__(
        self,
        files: list[str],
        exists: Callable[[str], bool],
        read: Callable[[str], bytes],
        known_tops: set[str],
        known_roots: list[str],
    ) -> None:
        self._files = files
        self._known_tops = known_tops
        self._known_roots = known_roots
        self._exists = exists
        self._read = read
        self._packages = {dirname(path) for path in files if basename(path) == "__init__.py"}
        self._regular = {basename(folder) for folder in self._packages if dirname(folder) not in self._packages}
        self._names: dict[str, Counter[str]] = {}
        self._children: dict[str, set[str]] = {}
        self._climbing: dict[str, int] = {}
        self._projects: dict[str, bool] = {}
        self._own: dict[str, bool] = {}

    def roots(self) -> dict[str, str]:
        folders = sorted({dirname(path) for path in self._files})
        bases = {folder: self._base(folder) for folder in folders}
        for path in self._files:
            base = bases[dirname(path)]
            child = path[len(base) + 1 if base else 0 :].partition("/")[0].removesuffix(".pyi").removesuffix(".py")
            self._children.setdefault(base, set()).add(child)
        chosen = {base: self._chosen(base) for base in sorted(set(bases.values()))}
        namespaces = {(root, _first(base, root)) for base, root in chosen.items() if base != root}
        for base, root in chosen.items():
            if base == root and namespaces:
                chosen[base] = self._namespace_of(base, namespaces)
        return self._without_stubs_of_others({folder: chosen[base] for folder, base in bases.items()})

    def _without_stubs_of_others(self, homes: dict[str, str]) -> dict[str, str]:
        """A root that holds nothing but stubs describes what comes from elsewhere: who imports that does not mean these files."""
        with_code = {homes[dirname(path)] for path in self._files if path.endswith(".py")}
        if not with_code or with_code == set(homes.values()):
            return homes
        kept = with_code | {root[:-1] for root in self._known_roots}
        return {folder: root if root in kept else "" for folder, root in homes.items()}

    def _base(self, folder: str) -> str:
        """The folder above the topmost package, or the folder itself where it is none."""
        while folder in self._packages and folder and f"{folder}/" not in self._known_roots and not self._is_own(folder):
            folder = dirname(folder)
        return folder

    def _is_own(self, folder: str) -> bool:
        """Whether a package is a project whose modules are imported without its name; a project's file may lie in it by habit."""
        if not self._is_project(folder):
            return False
        if folder not in self._own:
            self._own[folder] = self._stands_alone(folder)
        return self._own[folder]

    def _stands_alone(self, folder: str) -> bool:
        outer = dirname(folder)
        base = self._base(outer) if outer in self._packages else outer
        prefix = folder[len(base) :].strip("/").replace("/", ".")
        inside = {path[len(folder) + 1 :].partition("/")[0] for path in self._files if path.startswith(f"{folder}/")}
        children = {name.removesuffix(".pyi").removesuffix(".py") for name in inside} - {"__init__"}
        through, own = self._imported(""), self._imported(folder)
        return sum(through[f"{prefix}.{child}"] for child in children) <= sum(own[child] for child in children)

    def _package_above(self, candidates: list[str]) -> str | None:
        """A folder without an `__init__.py` inside a package is a part of that package."""
        inside = next((folder for folder in candidates if folder in self._packages), None)
        base = None if inside is None else self._base(inside)
        return base if base in candidates else None

    def _candidates(self, base: str) -> list[str]:
        """The folders that may be the root, from the base up to the project's own folder; a name on the way must be importable."""
        candidates = [base]
        while base and basename(base).isidentifier() and not self._is_project(base):
            base = dirname(base)
            candidates.append(base)
        return candidates

    def _is_project(self, folder: str) -> bool:
        known = self._projects.get(folder)
        if known is None:
            prefix = f"{folder}/" if folder else ""
            names = {name for name in PROJECT_FILES if self._exists(prefix + name)}
            names |= {"__init__.py"} if folder in self._packages else set()
            known = self._projects[folder] = is_project(names, lambda: self._read(f"{prefix}setup.py"))
        return known

    def _chosen(self, base: str) -> str:
        given = [root for root in self._known_roots if f"{base}/".startswith(root)]
        if given:
            return max(given, key=len)[:-1]
        candidates = self._candidates(base)
        if len(candidates) == 1:
            return base
        above = self._package_above(candidates)
        imported = self._imported("" if above is None else base)  # inside a package, only its own files can tell otherwise
        candidates = candidates[min(self._climbing.get(base, 0), len(candidates) - 1) :]
        source = next((folder for folder in candidates if basename(folder) == "src"), None)
        known = [root for root in (source, self._package_above(candidates)) if root is not None]
        default = (known or candidates)[0]
        evidence = {root: self._evidence(base, root, imported) for root in candidates}
        return max(candidates, key=lambda root: (evidence[root], root == default, len(root)))

    def _namespace_of(self, base: str, namespaces: set[tuple[str, str]]) -> str:
        """The root of the namespace that other folders have proved, for a folder whose own modules nobody imports by themselves."""
        above = next((root for root in self._candidates(base)[1:] if (root, _first(base, root)) in namespaces), None)
        return base if above is None or self._evidence(base, base, self._imported(""))[1] else above

    def _evidence(self, base: str, root: str, imported: Counter[str]) -> tuple[bool, int]:
        """Whether the root gives a name that was told, and how many imports find something under it."""
        if self._is_shadowed(base, root):
            return False, 0
        prefix = base[len(root) :].strip("/").replace("/", ".")
        told = not self._known_tops.isdisjoint([_first(base, root)] if prefix else self._children[base])
        return told, sum(imported[f"{prefix}.{child}" if prefix else child] for child in self._children[base])

    def _is_shadowed(self, base: str, root: str) -> bool:
        """Whether the folder would be a part of a package that has an `__init__.py` elsewhere, and so no parts in other places."""
        first = _first(base, root)
        return first in self._regular and (f"{root}/{first}" if root else first) not in self._packages

    def _imported(self, folder: str) -> Counter[str]:
        """How often each dotted name, and each beginning of one, is imported below a folder; read by eye, for a hint only."""
        if folder not in self._names:
            self._names[folder] = Counter()
            for path in self._files:
                if not folder or path.startswith(folder + "/"):
                    self._count(path, self._read(path), self._names[folder])
        return self._names[folder]

    def _count(self, path: str, source: bytes, names: Counter[str]) -> None:
        found: set[str] = set()
        for dots, module, parts in _FROM.findall(source):
            if dots:
                self._climb(dirname(path), len(dots))
                continue
            name = module.decode("ascii", "replace")
            found.add(name)
            found.update(f"{name}.{words[0]}" for part in parts.decode("ascii", "replace").split(",") if (words := part.split()))
        for listed in _IMPORT.findall(source):
            found.update(words[0] for part in listed.decode("ascii", "replace").split(",") if (words := part.split()))
        for name in found:
            pieces = name.split(".")
            names.update(".".join(pieces[:end]) for end in range(1, len(pieces) + 1))

    def _climb(self, folder: str, dots: int) -> None:
        """A relative import proves that so many folders belong to the package."""
        base, depth = folder, 0
        while base in self._packages and base and not self._is_project(base):
            base, depth = dirname(base), depth + 1
        self._climbing[base] = max(self._climbing.get(base, 0), dots - depth)


def _first(folder: str, root: str) -> str:
    """The first folder on the way from a root to a folder below it."""
    return folder[len(root) :].strip("/").partition("/")[0]


def module_name(path: str, root: str) -> tuple[str, bool]:
    """The dotted name of a file under its root, and whether it is a package's `__init__.py`."""
    inner = path[len(root) + 1 if root else 0 :].removesuffix(".pyi").removesuffix(".py")
    if inner == "__init__":
        return basename(root) or "__init__", True
    if inner.endswith("/__init__"):
        return inner.removesuffix("/__init__").replace("/", "."), True
    return inner.replace("/", "."), False
