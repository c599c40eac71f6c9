"""Curated to product: compute, measure, and only then let readers see it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from .contracts import breaches, shape_breaches
from .domains import Domain, Product
from .errors import ContractBroken
from .keys import ObjectKey, Zone
from .ports import Answer, Engine, Snapshot, Tables
from .profiling import columns_of, profile_of
from .sources import Sources, product_folder
from .writers import DomainWriter


@dataclass(frozen=True, slots=True)
class Published:
    product: str
    rows: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A product that cannot be made yet, and what it waits for. The others are none the worse for it."""

    product: str
    reason: str


class Publishing:
    def __init__(self, sources: Sources, engine: Engine, tables: Tables) -> None:
        self._sources = sources
        self._engine = engine
        self._tables = tables

    def publish(self, writer: DomainWriter, domain: Domain, product: Product, as_of: datetime) -> Published:
        """All or nothing: what breaks the contract is refused, and what readers saw before stays as it was."""
        folder = product_folder(domain.name, product.name)
        writer.must_own(folder)
        run = f"{as_of:%Y%m%dT%H%M%SZ}-{uuid.uuid4().hex[:8]}"
        inputs = self._sources.of(domain, product)
        staged = self._engine.stage(product.sql, inputs, ObjectKey(domain.name, Zone.PRODUCT, f"{product.name}/{run}"))
        try:
            properties = self._checked(domain, product, staged, as_of)
            self._tables.commit(folder, Snapshot(tuple(staged), properties))
        except ContractBroken:
            for key in staged:
                writer.delete(key)
            raise
        return Published(f"{domain.name}.{product.name}", int(properties["rows"]))

    def _checked(
        self, domain: Domain, product: Product, staged: Sequence[ObjectKey], as_of: datetime
    ) -> dict[str, str]:
        def ask(sql: str) -> Answer:
            return self._engine.query(sql, {"staged.rows": staged}, limit=1)

        name = f"{domain.name}.{product.name}"
        columns = columns_of(ask)
        if wrong := shape_breaches(product.contract, columns):
            raise ContractBroken(name, wrong)
        profile = profile_of(ask, product.contract, columns)
        if wrong := breaches(product.contract, profile, as_of):
            raise ContractBroken(name, wrong)
        return {
            "contract": product.contract.version,
            "newest": profile.newest.isoformat() if profile.newest else "",
            "owner": domain.owner,
            "published-at": as_of.isoformat(timespec="seconds"),
            "rows": str(profile.rows),
        }
