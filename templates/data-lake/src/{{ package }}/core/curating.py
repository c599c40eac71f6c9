"""Raw to curated: each delivered file with rows becomes one typed Parquet file, once."""

from .contracts import TableContract
from .domains import Dataset, Domain
from .errors import UnreadableObjects
from .ingesting import curated_twin
from .keys import ObjectKey, Zone, folder_of
from .ports import ObjectStore, RowReader
from .writers import DomainWriter


class Curating:
    def __init__(self, store: ObjectStore, reader: RowReader) -> None:
        self._store = store
        self._reader = reader

    def curate(self, writer: DomainWriter, domain: Domain) -> list[ObjectKey]:
        """What is new. Files that are not what they should be are told of all at once, when the others are done."""
        made: list[ObjectKey] = []
        problems: list[str] = []
        for dataset in domain.datasets:
            if dataset.contract is None:
                continue
            for key in self._waiting(domain, dataset):
                try:
                    made.append(self._curate(writer, key, dataset.contract))
                except ValueError as error:
                    problems.append(f"{key}: {error}")
        if problems:
            raise UnreadableObjects(problems)
        return made

    def _waiting(self, domain: Domain, dataset: Dataset) -> list[ObjectKey]:
        curated = {stored.key for stored in self._store.list(folder_of(domain.name, Zone.CURATED, dataset.name))}
        raw = (stored.key for stored in self._store.list(folder_of(domain.name, Zone.RAW, dataset.name)))
        return [key for key in raw if curated_twin(key) not in curated]

    def _curate(self, writer: DomainWriter, key: ObjectKey, contract: TableContract) -> ObjectKey:
        if key.suffix not in self._reader.formats:
            raise ValueError(f"rows come as {', '.join(self._reader.formats)}, not as {key.suffix or 'anything else'}")
        twin = curated_twin(key)
        with self._store.open(key) as source:
            rows = self._reader.to_parquet(source, key.suffix, contract)
        writer.put(twin, rows, {"content-type": "application/vnd.apache.parquet", "made-of": str(key)})
        return twin
