"""A shared kernel stays small."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from archlint.errors import Place
from archlint.facts import ImportGraph
from archlint.rules.code_kinds import is_test
from archlint.rules.context_code import context_homes
from archlint.rules.types import Found, Option, Rule, Subject

_SHARE: Final = 0.5

RULE = Rule(
    id="growing-shared-kernel",
    principle="bounded-contexts",
    severity="warning",
    summary="A shared kernel holds only what several contexts use, and less than they have of their own.",
    why="""\
What two contexts share can change only when both agree, so every module in the kernel costs both of
them their freedom. Kernels grow by themselves, because putting something there is easier than asking
whose it is. A module that a single context uses belongs to that context: move it there. A kernel that
outweighs the contexts around it is the real system, cut at the wrong places: find the contexts inside
of it. A kernel is a context with shared-kernel relations to at least two others.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
contexts:
  kernel: {code: {modules: [shop.kernel]}}
  sales: {code: {modules: [shop.sales]}}
  delivery: {code: {modules: [shop.delivery]}}
context_map:
  - {from: kernel, to: sales, pattern: shared-kernel}
  - {from: kernel, to: delivery, pattern: shared-kernel}
=== shop/kernel/__init__.py ===
=== shop/kernel/money.py ===
Money = int
=== shop/kernel/discounts.py ===
def discount(price): ...  # <- here
=== shop/sales.py ===
from shop.kernel.discounts import discount
from shop.kernel.money import Money

def total(prices: list[Money]) -> Money:
    return sum(prices) - discount(sum(prices))
=== shop/delivery.py ===
from shop.kernel.money import Money

def fee(weight: float) -> Money:
    return Money(weight * 2)
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
contexts:
  kernel: {code: {modules: [shop.kernel]}}
  sales: {code: {modules: [shop.sales]}}
  delivery: {code: {modules: [shop.delivery]}}
context_map:
  - {from: kernel, to: sales, pattern: shared-kernel}
  - {from: kernel, to: delivery, pattern: shared-kernel}
=== shop/kernel/__init__.py ===
=== shop/kernel/money.py ===
Money = int
=== shop/sales.py ===
from shop.kernel.money import Money

def discount(price): ...

def total(prices: list[Money]) -> Money:
    return sum(prices) - discount(sum(prices))
=== shop/delivery.py ===
from shop.kernel.money import Money

def fee(weight: float) -> Money:
    return Money(weight * 2)
""",
    options=(
        Option(
            "largest-share",
            "how large the kernel may be, as a share of the code of the contexts that share it, in bytes",
            "E. Evans, Domain-Driven Design (2003), asks for a small kernel and gives no figure; half of what all of its users "
            "have together is far beyond small, so that only clear cases are found",
            _SHARE,
        ),
    ),
)


def find(subject: Subject) -> Iterator[Found]:
    """Modules of a kernel that a single context uses, and kernels that outweigh their contexts."""
    shared: dict[str, list[str]] = {}
    for each in subject.model.context_map:
        if each.pattern == "shared-kernel":
            shared.setdefault(each.source, []).append(each.target)
    kernels = {kernel: users for kernel, users in shared.items() if len(set(users)) > 1}
    if not kernels:
        return
    graph = subject.graph
    homes = context_homes(subject.model, graph)
    users_of = _users(graph, homes, frozenset(kernels))
    for kernel, contexts in kernels.items():
        yield from _too_large(subject, homes, kernel, contexts)
        for number, users in sorted(users_of.items()):
            module = graph.modules[number]
            if homes[number] == kernel and len(users) == 1 and not module.is_package and (user := next(iter(users))):
                message = (
                    f"'{module.name}' lies in the shared kernel '{kernel}', and only '{user}' uses it; "
                    f"move it to '{user}', so that it can change without the others"
                )
                yield Found(Place(module.path, 1, 1), kernel, message)


def _users(graph: ImportGraph, homes: Mapping[int, str], kernels: frozenset[str]) -> dict[int, set[str]]:
    """The contexts that use each module of a kernel, directly or through other modules of that kernel.

    Code of no context is "", which stands for anybody.
    """
    users: dict[int, set[str]] = {number: set() for number, home in homes.items() if home in kernels}
    within: dict[int, list[int]] = {}
    for number, targets in enumerate(graph.edges):
        home = homes.get(number, "")
        for target in users.keys() & targets.keys():
            if home == homes[target]:
                within.setdefault(number, []).append(target)
            elif not is_test(graph.modules[number]):
                users[target].add(home)
    _spread(users, within)
    return users


def _spread(users: dict[int, set[str]], within: Mapping[int, list[int]]) -> None:
    """Who uses a module uses what that one imports."""
    front = [number for number in users if users[number]]
    while front:
        number = front.pop()
        for target in within.get(number, ()):
            known = users[target]
            if not users[number] <= known:
                known |= users[number]
                front.append(target)


def _too_large(subject: Subject, homes: Mapping[int, str], kernel: str, contexts: list[str]) -> Iterator[Found]:
    sizes = dict.fromkeys((kernel, *contexts), 0)
    for number, home in homes.items():
        if home in sizes and not is_test(subject.graph.modules[number]):
            sizes[home] += subject.graph.modules[number].size
    share = float(subject.options.get(RULE.id, {}).get("largest-share", _SHARE))
    around = sum(sizes[each] for each in set(contexts))
    if around and sizes[kernel] > share * around:
        percent = round(100 * sizes[kernel] / around)
        names = ", ".join(sorted(set(contexts)))
        message = (
            f"the shared kernel '{kernel}' is {percent} % as large as the contexts that share it together ({names}); "
            "give back what is one context's own, or find the context that hides in it"
        )
        yield Found(subject.at("contexts", kernel), kernel, message, identity=f"{kernel} is too large")
