"""How code hangs together, in numbers: coupling, stability, abstractness, cohesion and cycles; see docs/metrics.md.

`scope_of` says which modules and imports count, `measure` gives the numbers of its modules, packages or contexts, `knots` its
import cycles, `areas` the few large parts that a picture of it shows, `show` a table.
"""

from archlint.metrics.areas import Area, areas
from archlint.metrics.cohesion import Cohesion, cohesion, groups
from archlint.metrics.measure import LEVELS, Level, Unit, knots, measure
from archlint.metrics.order import layered, principal
from archlint.metrics.scope import Scope, scope_of
from archlint.metrics.show import FORMATS, SORTS, show

__all__ = [
    "FORMATS",
    "LEVELS",
    "SORTS",
    "Area",
    "Cohesion",
    "Level",
    "Scope",
    "Unit",
    "areas",
    "cohesion",
    "groups",
    "knots",
    "layered",
    "measure",
    "principal",
    "scope_of",
    "show",
]
