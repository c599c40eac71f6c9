"""The architecture says how it will be extended."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.rules.types import Found, Rule, Subject

RULE = Rule(
    id="no-extension-point",
    principle="open-closed",
    severity="warning",
    summary="A system that is built says where it can be extended.",
    why="""\
How the solution will extend is one of the five things that an architecture must give. A port, an event,
a plugin or a configuration that is named as the place to extend keeps the next requirement from being
patched into the middle. One named place in the whole system is enough for this rule.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
components:  # <- here
  orders: {kind: service}
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
components:
  orders:
    kind: service
    extension_points:
      - {id: payment, kind: port, how: Write an adapter of the Payment port and name it in the settings}
""",
)


_BUILT = ("service", "function", "pipeline")


def find(subject: Subject) -> Iterator[Found]:
    """A system of built components without an extension point."""
    built = [name for name, component in subject.model.components.items() if component.kind in _BUILT]
    if built and not any(component.extension_points for component in subject.model.components.values()):
        message = f"no component has an extension point; say in `extension_points` where the system grows, for one in '{built[0]}'"
        yield Found(subject.at("components"), subject.model.system.id, message)
