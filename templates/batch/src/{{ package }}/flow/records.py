"""What each step of a run gave, as text in the store: so steps hand on values across processes, and runs resume."""

from typing import Any

from pydantic import TypeAdapter

from ..core.run import Run


class MissingResult(LookupError):
    """A step was asked for before those that it builds on."""


class Records:
    """The results of one run. They are small: data itself lies in tables, of which a result only tells."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def save(self, result: str, kind: Any, value: object) -> str:
        text = TypeAdapter(kind).dump_json(value, indent=2).decode() + "\n"
        self._run.store.write_text(self._name(result), text)
        return text

    def load(self, result: str, kind: Any) -> Any:
        text = self._run.store.read_text(self._name(result))
        if text is None:
            run = f"{self._run.pipeline} on {self._run.date}"
            raise MissingResult(f"no {result} for {run}; run the steps before it first")
        return TypeAdapter(kind).validate_json(text)

    def has(self, result: str) -> bool:
        return self._run.store.read_text(self._name(result)) is not None

    def _name(self, result: str) -> str:
        return self._run.working(f"results/{result}.json")


def forget(run: Run) -> None:
    """As if no step of the run had ever been done."""
    run.store.remove(run.working("results"))
