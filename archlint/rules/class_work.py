"""Whether a choice between classes does what the classes could do, which is asked for before a large code base is told of it."""

from __future__ import annotations

from archlint.facts import ClassRef, Switch
from archlint.rules.branches import (
    answer_alike,
    ask_their_subject_only,
    calls_itself,
    convert_their_subject,
    is_about,
    make_classes,
    some_answer_themselves,
)
from archlint.rules.class_kinds import framework_bases, last
from archlint.rules.dispatch import Dispatch
from archlint.rules.types import Inspection

_MANY = 3  # kinds, and branches: less is a yes and a no


def is_work_of_the_classes(file: Inspection, each: Dispatch) -> bool:
    """Whether a method asks for its own subclasses, one class answers itself where another is answered for, or all get a value."""
    if each.asks_itself:
        return True
    return may_be_moved(file, each) and (some_answer_themselves(each.switch) or gives_values(file, each))


def may_be_moved(file: Inspection, each: Dispatch) -> bool:
    """Whether the classes have room for a method: none is a framework's, and it is no pass over a tree and no conversion."""
    switch = each.switch
    if switch.matched or calls_itself(each.function) or convert_their_subject(switch):
        return False
    return not any(framework_bases(file.world.ancestry(ref)) for ref in classes(file, switch))


def gives_values(file: Inspection, each: Dispatch) -> bool:
    """Whether it gives one value for each of several classes, where that is said of the class alone."""
    switch = each.switch
    if len(switch.cases) < _MANY or not answer_alike(switch) or make_classes(file, switch):
        return False
    own, family = ask_their_subject_only(switch), _are_a_family(file, classes(file, switch))
    if switch.branches < _MANY:
        return own and family
    return own or family or is_about(each.function, switch, is_method=bool(each.owner))


def _are_a_family(file: Inspection, refs: list[ClassRef]) -> bool:
    """Whether they are all the subclasses that stand beside their base."""
    keys = {ref.key for ref in refs}
    for base in file.world.ancestry(refs[0]).classes if refs else ():
        beside = file.world.code(base.module).classes
        inside = {(base.module, each.name) for each in beside if base.facts.short_name in map(last, each.bases)}
        if len(inside) > 1 and inside <= keys:
            return True
    return False


def classes(file: Inspection, switch: Switch) -> list[ClassRef]:
    """The classes of the repository that it asks for."""
    return [ref for case in switch.cases if (ref := file.world.find_class(file.number, case)) is not None]
