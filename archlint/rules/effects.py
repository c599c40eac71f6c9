"""Which kinds of outside work a function does itself: by the libraries that it calls, and by the verb in its name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, Literal, TypeAlias

from archlint.facts import FunctionFacts, ModuleFacts
from archlint.rules.class_kinds import words

Effect: TypeAlias = Literal["storage", "messages", "network", "console", "documents", "payments"]

NAMES: Final[Mapping[Effect, str]] = {
    "storage": "storing",
    "messages": "sending messages",
    "network": "calling other systems",
    "console": "printing",
    "documents": "rendering documents",
    "payments": "taking payments",
}

_LIBRARIES: Final[Mapping[Effect, str]] = {
    "storage": """
        sqlite3 psycopg psycopg2 pymysql MySQLdb mysql aiomysql asyncpg aiosqlite sqlalchemy pymongo motor redis peewee
        cassandra shelve dbm csv openpyxl pickle zipfile gzip tarfile duckdb pyodbc cx_Oracle oracledb elasticsearch minio""",
    "messages": "smtplib email django.core.mail flask_mail yagmail twilio sendgrid slack_sdk aiosmtplib pika kafka",
    "network": "boto3 requests httpx aiohttp urllib3 urllib.request http.client socket ftplib paramiko grpc",
    "console": "click typer rich termcolor tabulate curses",
    "documents": "jinja2 django.template django.template.loader mako reportlab fpdf weasyprint tkinter matplotlib docx PIL",
    "payments": "stripe braintree paypalrestsdk",
}
_BY_LIBRARY: Final[Mapping[str, Effect]] = {name: effect for effect, names in _LIBRARIES.items() for name in names.split()}
_CALLS: Final[Mapping[str, Effect]] = {"open": "storage", "print": "console", "input": "console", "pprint": "console"}
_METHODS: Final[Mapping[str, Effect]] = {
    "write_text": "storage",
    "write_bytes": "storage",
    "read_text": "storage",
    "sendmail": "messages",
}
_DATABASE: Final = frozenset({"execute", "executemany", "commit", "rollback", "insert_one", "insert_many", "find_one"})
_CONNECTIONS: Final = frozenset({"db", "database", "conn", "connection", "cursor", "cur", "session"})

_FIRST_WORDS: Final[Mapping[str, Effect]] = {
    "save": "storage",
    "persist": "storage",
    "store": "storage",
    "insert": "storage",
    "send": "messages",
    "notify": "messages",
    "email": "messages",
    "mail": "messages",
    "print": "console",
    "display": "console",
    "show": "console",
    "log": "console",
    "report": "console",
    "render": "documents",
    "upload": "network",
    "download": "network",
    "pay": "payments",
    "charge": "payments",
    "refund": "payments",
}
_ASKING: Final = frozenset(
    {"get", "set", "is", "has", "can", "on", "from", "validate", "check", "refresh", "handle", "connect", "mask"}
)
_FILES: Final = frozenset({"file", "files", "disk", "csv", "json", "excel"})
_WORDS: Final[Mapping[str, Effect]] = {
    "database": "storage",
    "db": "storage",
    "disk": "storage",
    "email": "messages",
    "mail": "messages",
    "sms": "messages",
    "payment": "payments",
}
_MAKING: Final = frozenset({"build", "create", "format", "generate", "make", "produce"})
_PAPERS: Final = frozenset({"report", "invoice", "receipt", "html", "pdf", "summary", "bill", "statement"})


def libraries(facts: ModuleFacts, roots: Collection[str]) -> dict[str, Effect]:
    """The names in a file that stand for a library which does outside work; `roots` are packages of the repository itself."""
    found: dict[str, Effect] = {}
    for each in facts.imports:
        if each.level or each.module.partition(".")[0] in roots or (each.module == "aiohttp" and each.name == "web"):
            continue  # a server is no caller
        effect = _BY_LIBRARY.get(each.module) or _BY_LIBRARY.get(each.module.partition(".")[0])
        if effect is None and each.name:
            effect = _BY_LIBRARY.get(f"{each.module}.{each.name}")
        if effect is not None and each.binds and not each.type_checking:
            found[each.binds] = effect
    return found


def done_by(function: FunctionFacts, known: Mapping[str, Effect]) -> dict[Effect, int]:
    """The kinds of outside work that a function does itself, each with the place where it begins.

    `known` are the names that stand for libraries, and chains (`self.connection`) that hold something of theirs.
    """
    found: dict[Effect, int] = {}
    for called, place in function.calls.items():
        effect = _CALLS.get(called) or _effect(called, known)
        if effect is not None and (effect not in found or place < found[effect]):
            found[effect] = place
    return found


def _effect(called: str, known: Mapping[str, Effect]) -> Effect | None:
    head, dot, _ = called.partition(".")
    head = head.removesuffix("()")
    if head in known:
        return known[head]
    if not dot:
        return None
    owner, _, method = called.rpartition(".")
    if method in _METHODS:
        return _METHODS[method]
    if method in _DATABASE and not _CONNECTIONS.isdisjoint(words(owner.rpartition(".")[2].removesuffix("()"))):
        return "storage"
    while owner:
        if owner in known:
            return known[owner]
        owner = owner.rpartition(".")[0]
    return None


_HELPING = """
click csv curses email gzip matplotlib pickle PIL rich shelve socket tabulate tarfile termcolor tkinter typer zipfile
"""
_HELPERS: Final = frozenset(_HELPING.split())


def services(known: Mapping[str, Effect], facts: ModuleFacts) -> dict[str, Effect]:
    """Of the names that stand for libraries, those that lead to another system: a database, a mail server, a template engine."""
    helpers = {each.binds for each in facts.imports if each.module.partition(".")[0] in _HELPERS}
    return {name: effect for name, effect in known.items() if name not in helpers}


def reached_by(function: FunctionFacts, known: Mapping[str, Effect]) -> set[Effect]:
    """The kinds of outside work that it does by these libraries alone, not by `open` and `print`."""
    return {known[head] for called in function.calls if (head := called.partition(".")[0].removesuffix("()")) in known}


def said_by(name: str) -> Effect | None:
    """The kind of outside work that a method's name says."""
    parts = words(name)
    if not parts:
        return None
    if parts[0] in ("write", "export", "dump") and not _FILES.isdisjoint(parts[1:]):
        return "storage"
    if parts[0] in _MAKING and not _PAPERS.isdisjoint(parts[1:]):
        return "documents"
    if parts[0] in _ASKING:
        return None
    return _FIRST_WORDS.get(parts[0]) or next((_WORDS[each] for each in parts[1:] if each in _WORDS), None)
