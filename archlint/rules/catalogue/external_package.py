"""Which external packages a part of the code may use."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from archlint.facts import ImportGraph, Pattern
from archlint.model import External
from archlint.rules.chains import place_of, reason
from archlint.rules.context_code import context_homes
from archlint.rules.imports import Imports, external_names
from archlint.rules.types import Found, Option, Rule, Subject

RULE = Rule(
    id="external-package",
    principle="dependency-inversion",
    severity="error",
    summary="A part of the code imports only the external packages that the model allows it.",
    why="""\
Each package from outside that a core imports ties it to the releases, the licence and the fashions of
others. A list of what is allowed makes each of them a decision. Only direct imports count, since each
module answers for its own; the standard library is allowed unless the contract says otherwise. Say what
is needed in a protocol and let an outer module implement it with the package, or allow the package.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
code:
  external:
    core: {modules: [shop.core], allow: [attrs]}
=== shop/__init__.py ===
=== shop/core.py ===
import json
import attrs
import requests  # <- here
=== shop/web.py ===
import requests
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
code:
  external:
    core: {modules: [shop.core], allow: [attrs]}
=== shop/__init__.py ===
=== shop/core.py ===
import json
import attrs
=== shop/web.py ===
import requests
""",
    options=(
        Option("code.external.<id>.modules, contexts", "who imports: modules with all below them, the code of bounded contexts"),
        Option("code.external.<id>.allow", "the packages that may be imported, and no others", "none given: all"),
        Option("code.external.<id>.forbid", "the packages that may not be imported, whatever else is said"),
        Option("code.external.<id>.stdlib", "whether the standard library is allowed as a whole", "on"),
        Option("code.external.<id>.type_checking", "whether imports under TYPE_CHECKING count", "on: they are dependencies too"),
        Option("code.external.<id>.exceptions", "imports that are let pass, each with a reason and an owner"),
    ),
    contracts=True,
)


def find(subject: Subject) -> Iterator[Found]:
    """Imports of packages that are not allowed."""
    code = subject.model.code
    graph = subject.contract_graph
    for name, external in code.external.items() if code else ():
        imports = Imports(graph, external)
        barred = {each for each in external_names(graph) if not _is_allowed(external, each)}
        for source in _importers(subject, external, graph) if barred else ():
            for target in sorted(barred & imports.externals[source].keys()):
                hop = imports.hop(source, target)
                message = (
                    f"'{graph.name(source)}' imports '{target}', which '{name}' does not allow{reason(external.because)}; "
                    "say what is needed in a protocol and let an outer module implement it, or allow the package"
                )
                yield Found(place_of(graph, hop), name, message, identity=f"{graph.name(source)} -> {target}")


def _importers(subject: Subject, external: External, graph: ImportGraph) -> list[int]:
    found = graph.covered(map(Pattern, external.modules))
    if external.contexts:
        found |= {number for number, home in context_homes(subject.model, graph).items() if home in external.contexts}
    return sorted(found)


def _is_allowed(external: External, name: str) -> bool:
    if any(Pattern(text).covers(name) for text in external.forbid):
        return False
    if external.stdlib and name.partition(".")[0] in sys.stdlib_module_names:
        return True
    return external.allow is None or any(Pattern(text).covers(name) for text in external.allow)
