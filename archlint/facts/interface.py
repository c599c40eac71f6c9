"""What other files may build on in a file: its names, and the shape of its classes; no lines, and not what functions do inside.

A finding about one file that consulted another one stays right as long as the other's interface stays the same.
"""

from __future__ import annotations

from typing import Any

from archlint.facts.types import ClassFacts, CodeFacts, FunctionFacts, ModuleFacts


def interface(facts: ModuleFacts, code: CodeFacts) -> tuple[Any, ...]:
    """A value that is equal for two versions of a file which look the same from outside."""
    imports = [(each.module, each.name, each.alias, each.in_function) for each in facts.imports]
    names = (sorted(facts.offered), facts.exported, sorted(facts.aliases.items()), facts.classes, facts.note is None)
    return imports, names, [_class(each) for each in code.classes]


def _class(each: ClassFacts) -> tuple[Any, ...]:
    body = each.body or FunctionFacts("", 0, 0, 0)
    fields = (list(body.annotated.items()), list(body.assigned.items()), sorted(body.stores))
    head = (each.name, each.bases, each.base_arguments, each.keywords, each.decorators, each.docstring)
    return head, fields, [_method(method) for method in each.methods]


def _method(method: FunctionFacts) -> tuple[Any, ...]:
    head = (method.name, method.decorators, method.params, method.returns, method.body, method.is_async, method.is_generator)
    raises = [(each.exception, each.unconditional, each.guarded_by) for each in method.raises]
    fields = (sorted(method.stores), list(method.assigned.items()), list(method.annotated.items()))
    return head, raises, fields, method.returned, method.wording, method.spread, method.altered, method.asserted
