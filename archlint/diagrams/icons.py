"""Which picture stands for a technology: names and paths out of the `diagrams` package, which itself is never imported (slow)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archlint.diagrams.packages import folder
from archlint.errors import UserError
from archlint.model import Document

_DATA = Path(__file__).parent / "data"
_CLOUDS = {"amazon": "aws/", "aws": "aws/", "azure": "azure/", "google": "gcp/", "gcp": "gcp/", "alibaba": "alibabacloud/"}
_TRUSTED = ("onprem/", "programming/framework/", "saas/", "elastic/elasticsearch/", "firebase/base/")
_LANGUAGES = "programming/language/"
# File names that are everyday words: in "Search client" the word means no product.
_EVERYDAY = frozenset(
    (
        *("action", "agent", "alerting", "apm", "c", "client", "core", "dex", "endpoint", "git", "internet", "line", "logs"),
        *("machine-learning", "maps", "messenger", "metrics", "monitoring", "r", "security", "server", "sql", "stack", "teams"),
        *("user", "users", "vector"),
    )
)
# What a script for the `diagrams` package uses where no picture of a product fits.
_CLASSES_OF_KINDS = {
    "actor": ("diagrams.onprem.client", "User"),
    "client": ("diagrams.onprem.client", "Client"),
    "service": ("diagrams.onprem.compute", "Server"),
    "function": ("diagrams.programming.flowchart", "Action"),
    "pipeline": ("diagrams.programming.flowchart", "PredefinedProcess"),
    "broker": ("diagrams.programming.flowchart", "StoredData"),
    "store": ("diagrams.programming.flowchart", "Database"),
    "external": ("diagrams.onprem.network", "Internet"),
    "context": ("diagrams.generic.blank", "Blank"),
    "node": ("diagrams.onprem.compute", "Server"),
}


class Icons:
    """The icon table, read when the first name is looked up."""

    def __init__(self, document: Document | None = None) -> None:
        self._document = document
        self._table = ""
        self._aliases: dict[str, str] = {}

    def find(self, explicit: str | None, technology: str, keys: tuple[str | int, ...]) -> str:
        """The key of the icon for a component, or an empty text where no picture fits.

        Args:
            explicit: the `icon` of the model, such as aws/msk.
            technology: what a component is built with, as free text.
            keys: where the explicit name stands in the model.

        Raises:
            UserError: the explicit icon does not exist.
        """
        if not explicit and not technology:
            return ""
        self._read()
        if explicit:
            found = self._named(explicit) if "/" in explicit else self._meant(explicit)
            if not found:
                place = self._document.place(*keys) if self._document else None
                raise UserError(f"no icon is named '{explicit}'{self._near(explicit)}", place)
            return found
        return self._meant(technology)

    def python_class(self, icon: str, kind: str) -> tuple[str, str]:
        """The module and the class of the `diagrams` package that draw an icon, or a component's kind."""
        if not icon:
            return _CLASSES_OF_KINDS.get(kind, _CLASSES_OF_KINDS["node"])
        self._read()
        start = self._table.index(f"\n{icon}\t") + len(icon) + 2
        provider, category, _ = icon.split("/")
        return f"diagrams.{provider}.{category}", self._table[start : self._table.index("\n", start)].split()[0]

    def _read(self) -> None:
        if not self._table:
            self._table = "\n" + (_DATA / "icons.tsv").read_text("utf-8")
            lines = (_DATA / "aliases.tsv").read_text("utf-8").splitlines()
            self._aliases = dict(line.split("\t") for line in lines)

    def _named(self, name: str) -> str:
        name = name.strip().lower().removesuffix(".png")
        if f"\n{name}\t" in self._table:
            return name
        provider, _, rest = name.partition("/")
        stem = rest.rpartition("/")[2]
        alias = self._aliases.get(stem.replace("-", " ").replace("_", " "), "")
        if not rest or alias.startswith(f"{provider}/"):
            return alias
        matches = [key for key in self._with_stem(stem.replace("_", "-")) if key.startswith(f"{provider}/")]
        return min(matches, key=lambda key: (len(key), key), default="") or self._of_class(provider, stem)

    def _of_class(self, provider: str, name: str) -> str:
        wanted = name.replace("-", "").replace("_", "")
        for line in self._table.split("\n"):
            key, _, classes = line.partition("\t")
            if key.startswith(f"{provider}/") and wanted in classes.lower().split():
                return key
        return ""

    def _with_stem(self, stem: str) -> Iterator[str]:
        """All keys whose file has this name."""
        end = self._table.find(f"/{stem}\t")
        while end >= 0:
            start = self._table.rindex("\n", 0, end) + 1
            yield self._table[start : end + len(stem) + 1]
            end = self._table.find(f"/{stem}\t", end + 1)

    def _meant(self, technology: str) -> str:
        """The product that a text names: the longest name, the first of several; a language only where nothing else is."""
        words = "".join(letter if letter.isalnum() else " " for letter in technology.lower()).split()
        clouds = tuple({_CLOUDS[word] for word in words if word in _CLOUDS})
        language = ""
        for length in range(min(5, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                phrase = words[start : start + length]
                alias = self._aliases.get(" ".join(phrase))
                if alias:
                    return alias
                stem = "-".join(phrase)
                if len(words) > 1 and stem in _EVERYDAY:
                    continue
                keys = list(self._with_stem(stem))
                trusted = [key for key in keys if (key.startswith(clouds) if clouds else False) or key.startswith(_TRUSTED)]
                if trusted:
                    return trusted[0]
                language = language or next((key for key in keys if key.startswith(_LANGUAGES)), "")
        return language

    def _near(self, name: str) -> str:
        from difflib import get_close_matches

        short = {f"{provider}/{path.rpartition('/')[2]}" for provider, _, path in (key.partition("/") for key in self._keys())}
        short |= {f"{key.partition('/')[0]}/{alias.replace(' ', '-')}" for alias, key in self._aliases.items()}
        near = get_close_matches(name.lower()[:80], sorted(short), n=3, cutoff=0.6)
        return f"; near are {', '.join(near)}" if near else "; an icon is provider/name, such as aws/msk or onprem/kafka"

    def _keys(self) -> list[str]:
        return [line.partition("\t")[0] for line in self._table.split("\n") if line]


def picture(icon: str) -> bytes | None:
    """The PNG file of an icon, or None where the `diagrams` package is not installed."""
    package = folder("diagrams")
    try:
        return (package.parent / "resources" / f"{icon}.png").read_bytes() if package else None
    except OSError:
        return None
