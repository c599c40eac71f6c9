"""One setting says where the lake is: a folder, or `s3://bucket/prefix` on anything that speaks S3."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pyarrow import fs

from ..core.keys import ObjectKey

_S3 = "s3://"


@dataclass(frozen=True, slots=True)
class Location:
    """Where keys lead. Credentials, region and endpoint come from the standard AWS variables, and nowhere else."""

    filesystem: fs.FileSystem
    root: str
    url: str

    @classmethod
    def parse(cls, text: str) -> Self:
        if text.startswith(_S3):
            bucket, _, prefix = text.removeprefix(_S3).rstrip("/").partition("/")
            if not bucket:
                raise ValueError("must name a bucket: s3://bucket/prefix")
            root = f"{bucket}/{prefix}".rstrip("/")
            return cls(_s3(), root, f"{_S3}{root}")
        if "://" in text:
            raise ValueError(f"must be a folder or begin with {_S3}, not {text.partition('://')[0]}://")
        folder = Path(text).resolve()
        return cls(fs.LocalFileSystem(), str(folder), folder.as_uri())

    @property
    def is_local(self) -> bool:
        return not self.url.startswith(_S3)

    def path(self, key: ObjectKey | str) -> str:
        """For pyarrow's file systems."""
        return f"{self.root}/{key}"

    def uri(self, key: ObjectKey | str) -> str:
        """For everything that wants to be told where."""
        return f"{self.url}/{key}"

    def key(self, uri_or_path: str) -> ObjectKey:
        """The way back, from a URI or a path."""
        for start in (f"{self.url}/", f"{self.root}/"):
            if uri_or_path.startswith(start):
                return ObjectKey.parse(uri_or_path.removeprefix(start))
        raise ValueError(f"{uri_or_path} is not below {self.url}")


def endpoint() -> str | None:
    """Where S3 is spoken, when that is not Amazon: the variables that AWS's own tools read."""
    return os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")


def _s3() -> fs.FileSystem:
    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    return fs.S3FileSystem(region=region, endpoint_override=endpoint())
