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
    """The facts of a source text, encoded; of one in the syntax of a newer Python, where the native extractor is there."""
    from archlint.facts.native import NEWEST, RUNNING, native  # a warm run may parse nothing

    read = native()
    found = read(source, module, is_package, RUNNING) if read is not None else None
    if found is None:
        from archlint.facts.python import extract

        facts, code = extract(source, module, is_package)
        if facts.note is not None and read is not None and RUNNING < NEWEST:
            found = read(source, module, is_package, NEWEST)
        if found is None:
            return encoded(facts, code)
    return Record(*found)


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
