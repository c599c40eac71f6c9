"""What a domain declares: the datasets that it takes in, and the products that it makes of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .contracts import TableContract
from .errors import UnknownName


@dataclass(frozen=True, slots=True)
class Dataset:
    """Files of one kind that come in again and again. Without a contract they stay as they are, such as pictures."""

    name: str
    contract: TableContract | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """A table that others may rely on: made by SQL, checked by its contract.

    Its sources are the domain's own `curated.DATASET`, and products of any domain, as `DOMAIN.PRODUCT`: what another
    domain keeps in its raw and curated zones is nobody else's business.
    """

    name: str
    contract: TableContract
    sources: tuple[str, ...]
    sql: str


@dataclass(frozen=True, slots=True)
class Domain:
    """A bounded context of the lake: one folder, one writer, one team."""

    name: str
    owner: str
    datasets: tuple[Dataset, ...]
    products: tuple[Product, ...]

    def dataset(self, name: str) -> Dataset:
        for dataset in self.datasets:
            if dataset.name == name:
                return dataset
        raise UnknownName(f"{self.name} has no dataset {name!r}; it has {_listed(each.name for each in self.datasets)}")


class Domains(Mapping[str, Domain]):
    """All domains of the lake, by name, with an error that helps for a wrong name."""

    def __init__(self, domains: Iterable[Domain]) -> None:
        self._by_name = {domain.name: domain for domain in domains}

    def __getitem__(self, name: str) -> Domain:
        if name not in self._by_name:
            raise UnknownName(f"there is no domain {name!r}; there are {_listed(self._by_name)}")
        return self._by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"
