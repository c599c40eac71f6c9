"""Finds pipelines, so that a new one is one new file and nothing else."""

import importlib
import pkgutil
from collections.abc import Mapping

from .pipeline import BrokenPipeline, Pipeline


class UnknownPipeline(LookupError):
    """Nobody declared it."""


def discover(package: str) -> Mapping[str, Pipeline]:
    """The pipelines of a package's modules, by name, sorted."""
    found: dict[str, Pipeline] = {}
    folder = importlib.import_module(package)
    for module in sorted(info.name for info in pkgutil.iter_modules(folder.__path__) if not info.name.startswith("_")):
        pipeline = getattr(importlib.import_module(f"{package}.{module}"), "PIPELINE", None)
        if not isinstance(pipeline, Pipeline):
            raise BrokenPipeline(f"{package}.{module}: declares no PIPELINE")
        if pipeline.name in found:
            raise BrokenPipeline(f"{package}.{module}: there is a pipeline {pipeline.name!r} already")
        found[pipeline.name] = pipeline
    return dict(sorted(found.items()))
