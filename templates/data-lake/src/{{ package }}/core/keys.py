"""Where things stand: a folder for each domain, in it a zone, in it whatever the domain keeps there."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from .errors import BadKey

# what comes with an object stands beside it under this ending, so no object may have it for itself
DESCRIPTOR_SUFFIX = ".meta.json"
_SEGMENT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._=+-]*", re.ASCII)
_LONGEST = 900


class Zone(StrEnum):
    """How far data have come: as delivered, as typed rows, as something that others may rely on."""

    RAW = "raw"
    CURATED = "curated"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True, order=True)
class ObjectKey:
    """`domain/zone/path`. One that exists is a safe one: no way out of the folder that it names."""

    domain: str
    zone: Zone
    path: str

    def __post_init__(self) -> None:
        segments = [self.domain, *self.path.split("/")]
        if wrong := [part for part in segments if not _SEGMENT.fullmatch(part)]:
            raise BadKey(f"{str(self)!r}: {wrong[0]!r} is not made of letters, digits and the signs . _ = + - alone")
        if self.path.endswith(DESCRIPTOR_SUFFIX):
            raise BadKey(f"{str(self)!r}: {DESCRIPTOR_SUFFIX} is kept for what describes an object")
        if len(str(self)) > _LONGEST:
            raise BadKey(f"{str(self)[:40]!r}…: a key has at most {_LONGEST} characters")

    @classmethod
    def parse(cls, text: str) -> Self:
        domain, _, rest = text.partition("/")
        zone, _, path = rest.partition("/")
        if zone not in set(Zone):
            raise BadKey(f"{text!r}: must be DOMAIN/ZONE/PATH, where ZONE is one of {', '.join(Zone)}")
        return cls(domain, Zone(zone), path)

    @property
    def suffix(self) -> str:
        """The format, as the file name tells it: `.csv`."""
        name = self.path.rpartition("/")[2]
        return f".{name.rpartition('.')[2].lower()}" if "." in name else ""

    def __str__(self) -> str:
        return f"{self.domain}/{self.zone}/{self.path}"


def folder_of(domain: str, zone: Zone, name: str) -> str:
    """The folder of one dataset or product, for listings."""
    return f"{domain}/{zone}/{name}/"
