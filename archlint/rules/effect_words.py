"""The vocabulary of outside work: which libraries, calls and names stand for storing, sending, printing and such."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

Effect: TypeAlias = Literal["storage", "messages", "network", "console", "documents", "payments", "programs"]

NAMES: Final[Mapping[Effect, str]] = {
    "storage": "storing or loading",
    "messages": "sending messages",
    "network": "calling other systems",
    "console": "printing",
    "documents": "rendering documents",
    "payments": "taking payments",
    "programs": "running programs",
}

# Libraries


def _each(names: Mapping[Effect, str]) -> dict[str, Effect]:
    return {name: effect for effect, listed in names.items() for name in listed.split()}


SERVICES: Final = _each(
    {  # lead to another system: a database, a mail server, a template engine
        "storage": """
            sqlite3 psycopg psycopg2 pymysql MySQLdb mysql aiomysql asyncpg aiosqlite sqlalchemy pymongo motor redis peewee
            cassandra duckdb pyodbc cx_Oracle oracledb elasticsearch minio""",
        "messages": "smtplib django.core.mail flask_mail yagmail twilio sendgrid slack_sdk aiosmtplib pika kafka",
        "network": "boto3 requests httpx aiohttp urllib3 urllib.request http.client ftplib paramiko grpc",
        "documents": "jinja2 django.template django.template.loader mako reportlab fpdf weasyprint docx",
        "payments": "stripe braintree paypalrestsdk",
    }
)
HELPERS: Final = _each(
    {  # do such work too, and much else
        "storage": "csv openpyxl pickle shelve dbm zipfile gzip tarfile",
        "network": "socket",
        "console": "click typer rich termcolor tabulate curses",
        "documents": "tkinter matplotlib PIL",
        "programs": "subprocess",
    }
)
CALLS: Final[Mapping[str, Effect]] = {"open": "storage", "print": "console", "input": "console", "pprint": "console"}
PATHS: Final = frozenset({"write_text", "write_bytes", "read_text"})  # verbs of a path, whatever it is called
CLIENTS: Final[Mapping[str, Effect]] = {"sendmail": "messages", "put_object": "network", "upload_file": "network"}  # of a client
_OWNERS: Final[tuple[tuple[Effect, str, str], ...]] = (
    (
        "storage",
        "db database conn connection cursor cur session",
        "execute executemany commit rollback insert_one insert_many find_one query",
    ),
    ("messages", "smtp sms", "send send_message"),
    ("network", "http requests session", "post put patch"),
)
OWNERS: Final[Mapping[str, tuple[Effect, frozenset[str]]]] = {  # verbs that mean it on an object of such a name
    verb: (effect, frozenset(owners.split())) for effect, owners, verbs in _OWNERS for verb in verbs.split()
}
ENCODING: Final = frozenset({"dumps", "loads"})  # turn values into texts and back, and store nothing
RECORDS: Final = "objects"  # what Django's models are stored through
MAKING_CLIENTS: Final = frozenset(
    {"client", "connect", "create_engine", "resource", "session", "sessionmaker"}
)  # is no use of them

# What names say

FIRST_WORDS: Final = _each(
    {
        "storage": "save persist store insert",
        "messages": "send notify email mail",
        "console": "print display show draw log report",
        "documents": "render",
        "network": "upload download",
        "payments": "pay charge refund",
    }
)
OTHER_WORDS: Final = _each({"storage": "database db disk", "messages": "email mail sms", "payments": "payment"})
ASKING: Final = frozenset({"get", "set", "is", "has", "can", "on", "from", "validate", "check", "connect", "input", "ask"})
WRITING: Final = frozenset({"write", "export", "dump"})
FILES: Final = frozenset({"file", "files", "disk", "csv", "json", "excel"})
MAKING: Final = frozenset({"build", "create", "format", "generate", "make", "produce", "to"})
PAPERS: Final = frozenset({"report", "invoice", "receipt", "html", "pdf", "summary", "bill", "statement"})
ASIDE: Final = frozenset(  # what a class prints or keeps beside its work, whatever that is
    {"help", "usage", "version", "debug", "warning", "error", "exception", "traceback", "progress", "state"}
)
TOLD: Final = frozenset({"file", "fp", "f", "out", "output", "stream", "writer", "buffer", "fh"})  # parameters that say where to

SKETCHED: Final = _each(  # in the text that stands for the work ("Saving order 7 to the database …")
    {
        "storage": "database db sql saving saved storing stored persisting inserting",
        "messages": "email mail sms notification notifying",
        "payments": "payment charging refunding",
    }
)

# What is a class's job

_JOBS: Final[Mapping[Effect, str]] = {
    "storage": """
        archive archiver cache config configuration connection connector dal dao database dataset db document exporter file files
        loader log logger mapper persistence reader repo repository saver serializer session settings sink storage store table
        writer""",
    "messages": """
        channel email emailer listener mail mailer message messenger notification notifier publisher sender sms smtp transport""",
    "network": "api channel client connection connector downloader gateway proxy session transport",
    "console": """
        bar cli console display formatter gui log logger menu output page plotter presenter printer printing progress prompt
        renderer reporter screen shell terminal ui view viewer visualizer widget window writer""",
    "documents": """
        builder creator document exporter factory formatter generator maker page presenter producer renderer report
        reporter template view viewer visualizer widget window""",
    "payments": "bank billing card cashier checkout gateway payment payments processor wallet",
    "programs": "process runner",
}
JOBS: Final[Mapping[Effect, frozenset[str]]] = {effect: frozenset(names.split()) for effect, names in _JOBS.items()}
_BESIDE = "add clear close connect create delete fetch find get list load open query read receive remove select update"
BESIDE: Final = frozenset(
    _BESIDE.split()
)  # what a store or a client does besides; where it touches no data of the class, no own work
