"""Which files stand behind the names that SQL uses."""

from .domains import Domain, Domains, Product
from .errors import NothingThere, UnknownName
from .keys import ObjectKey, Zone, folder_of
from .ports import ObjectReader, Snapshot, TableFiles, Tables

OWN_DATASETS = "curated"


class Sources:
    def __init__(self, domains: Domains, store: ObjectReader, tables: Tables) -> None:
        self._domains = domains
        self._store = store
        self._tables = tables

    def of(self, domain: Domain, product: Product) -> TableFiles:
        """What a product is made of; `NothingThere` names the source that is still empty."""
        found: dict[str, list[ObjectKey]] = {}
        for source in product.sources:
            schema, _, name = source.partition(".")
            files = self._dataset(domain, name) if schema == OWN_DATASETS else self._product(schema, name)
            if not files:
                raise NothingThere(f"{domain.name}.{product.name} is made of {source}, which has no data yet")
            found[source] = files
        return found

    def products_in(self, sql: str) -> TableFiles:
        """The published products that a query may mean. A name is looked up only where the text has it."""
        text = sql.lower()
        named = (
            (f"{domain.name}.{product.name}", self.snapshot(domain.name, product.name))
            for domain in self._domains.values()
            for product in domain.products
            if product.name.lower() in text
        )
        return {name: snapshot.files for name, snapshot in named if snapshot}

    def snapshot(self, domain: str, product: str) -> Snapshot | None:
        return self._tables.current(product_folder(domain, product))

    def _dataset(self, domain: Domain, name: str) -> list[ObjectKey]:
        folder = folder_of(domain.name, Zone.CURATED, domain.dataset(name).name)
        return [stored.key for stored in self._store.list(folder)]

    def _product(self, domain: str, name: str) -> list[ObjectKey]:
        if name not in {product.name for product in self._domains[domain].products}:
            raise UnknownName(f"{domain} has no product {name!r}")
        snapshot = self.snapshot(domain, name)
        return list(snapshot.files) if snapshot else []


def product_folder(domain: str, product: str) -> ObjectKey:
    return ObjectKey(domain, Zone.PRODUCT, product)
