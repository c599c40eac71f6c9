"""A file's facts as bytes: small to keep, quick to send, decoded in parts."""

from __future__ import annotations

from functools import cache

import msgspec

from archlint.facts.types import CodeFacts, ModuleFacts, Note


class Record(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The encoded facts of one file."""

    head: bytes
    body: bytes

    def facts(self) -> ModuleFacts:
        """What the file says about others."""
        return _facts_decoder().decode(self.head)

    def code(self) -> CodeFacts:
        """What the file says about itself."""
        return _code_decoder().decode(self.body)


def record(source: bytes, module: str, is_package: bool) -> Record:
    """The facts of a source text, encoded."""
    from archlint.facts.native import native  # a warm run may parse nothing

    read = native()
    found = read(source, module, is_package) if read is not None else None
    if found is not None:
        return Record(*found)
    from archlint.facts.python import extract

    facts, code = extract(source, module, is_package)
    return encoded(facts, code)


def encoded(facts: ModuleFacts, code: CodeFacts) -> Record:
    """Facts as a record."""
    encode = _encoder().encode
    return Record(encode(facts), encode(code))


def noted(message: str) -> Record:
    """The record of a file that could not be read."""
    return encoded(ModuleFacts(note=Note(message)), CodeFacts())


@cache
def _encoder() -> msgspec.msgpack.Encoder:
    return msgspec.msgpack.Encoder()


@cache
def _facts_decoder() -> msgspec.msgpack.Decoder[ModuleFacts]:
    return msgspec.msgpack.Decoder(ModuleFacts)


@cache
def _code_decoder() -> msgspec.msgpack.Decoder[CodeFacts]:
    return msgspec.msgpack.Decoder(CodeFacts)
