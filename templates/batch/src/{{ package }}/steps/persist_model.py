"""Keep: the model of the day, where others find it, and how to read it again."""

import json
from dataclasses import asdict

from ..core.clustering import Clusters
from ..core.run import Run


def persist_model(run: Run, model: Clusters) -> str:
    """Give the name under which it lies."""
    name = run.published("models", "model.json")
    kept = {"pipeline": run.pipeline, "date": run.date.isoformat(), "seed": run.options.seed, "model": asdict(model)}
    run.store.write_text(name, json.dumps(kept, indent=2, sort_keys=True) + "\n")
    return name


def load_model(run: Run, name: str) -> Clusters:
    text = run.store.read_text(name)
    if text is None:
        raise LookupError(f"no model under {name}")
    model = json.loads(text)["model"]
    return Clusters(
        centres=tuple(map(tuple, model["centres"])),
        scale=tuple(model["scale"]),
        radius=tuple(model["radius"]),
        share=tuple(model["share"]),
        quality=model["quality"],
    )
