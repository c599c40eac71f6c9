"""Work beyond the process: which names of the outside world a class reaches, and of what kind that work is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archlint.facts import ClassRef, FunctionFacts, ModuleFacts, World

CONSOLE: Final = "the console"
FILES: Final = "files"
NETWORK: Final = "the network"

_DATABASE, _MAIL, _QUEUE = "a database", "mail", "a queue"
PROCESSES: Final = "other processes"
_CLOUD, _TRACKING, _SERVICE = "a cloud service", "an experiment tracker", "a remote service"

_PACKAGES: Final[dict[str, str]] = {
    _DATABASE: """
        sqlite3 psycopg psycopg2 pymysql MySQLdb mysql asyncpg aiosqlite aiomysql aiopg cx_Oracle oracledb
        pyodbc ibm_db pymongo motor redis aioredis pymemcache memcache cassandra elasticsearch opensearchpy
        neo4j influxdb influxdb_client snowflake clickhouse_driver duckdb peewee
    """,
    NETWORK: """
        requests httpx aiohttp urllib3 urllib.request http.client httplib2 socket ftplib telnetlib paramiko
        grpc websocket websockets xmlrpc.client zeep
    """,
    _MAIL: "smtplib imaplib poplib aiosmtplib sendgrid mailjet_rest twilio slack_sdk",
    _QUEUE: "kafka confluent_kafka aiokafka pika aio_pika stomp nats amqp",
    _CLOUD: "boto3 botocore aioboto3 google.cloud azure minio stripe openai",
    _SERVICE: "github gitlab jira atlassian googleapiclient braintree paypalrestsdk",
    PROCESSES: "subprocess",
    _TRACKING: "mlflow wandb",
}
DRIVERS: Final = {name: kind for kind, names in _PACKAGES.items() for name in names.split()}
_ORDINARY: Final = frozenset({"client", "driver", "cloud", "motor", "clients"})  # words of drivers' names that say nothing
_TECHNOLOGIES: Final = frozenset(
    {"postgres", "rabbit", "smtp", "jira"}
    | {
        word.rstrip("0123456789").removeprefix("py").removeprefix("aio")
        for name, kind in DRIVERS.items()
        if kind not in {NETWORK, PROCESSES}
        for word in name.lower().replace(".", "_").split("_")
        if len(word) > 4 and word not in _ORDINARY
    }
)
_CALLS: Final[dict[str, str]] = {
    "print": CONSOLE,
    "input": CONSOLE,
    "open": FILES,
    "io.open": FILES,
    "os.system": PROCESSES,
    "os.popen": PROCESSES,
    "sys.stdout.write": CONSOLE,
    "sys.stderr.write": CONSOLE,
    "sqlalchemy.create_engine": _DATABASE,
    "sqlalchemy.orm.Session": _DATABASE,
    "sqlalchemy.orm.sessionmaker": _DATABASE,
    "sqlalchemy.orm.scoped_session": _DATABASE,
    "sqlalchemy.ext.asyncio.AsyncSession": _DATABASE,
    "sqlalchemy.ext.asyncio.create_async_engine": _DATABASE,
    "sqlalchemy.ext.asyncio.async_sessionmaker": _DATABASE,
}
_VERBS: Final[dict[str, str]] = {  # of a path, a table or a file, whatever object they are called on
    "write_text": FILES,
    "write_bytes": FILES,
    "read_text": FILES,
    "read_bytes": FILES,
    "read_csv": FILES,
    "to_csv": FILES,
    "read_parquet": FILES,
    "to_parquet": FILES,
    "read_sql": _DATABASE,
    "to_sql": _DATABASE,
}
_HEADS: Final = frozenset(name.partition(".")[0] for name in (*DRIVERS, *_CALLS))
_INNOCENT: Final = frozenset(  # names of these packages that reach nothing by themselves
    {
        "socket.gethostname",
        "socket.inet_aton",
        "socket.inet_pton",
        "socket.inet_ntoa",
        "socket.inet_ntop",
        "subprocess.list2cmdline",
    }
)
_CLOSED: Final = ("exceptions", "errors", "types", "utils", "structures", "sql", "const", "constants")


def driver_kind(name: str, *, is_called: bool = False) -> str:
    """Of what kind the work of a dotted name outside of the repository is (`smtplib.SMTP`), "" where it is none."""
    home = name
    while home:
        kind = DRIVERS.get(home)
        if kind is not None:
            return "" if _is_innocent(name, home, is_called) else kind
        home = home.rpartition(".")[0]
    return ""


def _is_innocent(name: str, home: str, is_called: bool) -> bool:
    """Whether it is an exception, a constant or a helper of a driver."""
    parts = name[len(home) + 1 :].split(".")
    last = parts[-1]
    return (
        name in _INNOCENT
        or (last.isupper() and not is_called)
        or last.endswith(("Error", "Exception", "Timeout", "Warning"))
        or any(part in _CLOSED for part in parts[:-1])
    )


def is_named_for_technology(name: str) -> bool:
    """Whether a class is named for a technology that there are drivers for (`MySqlUsers`)."""
    return "S3" in name or any(each in name.lower() for each in _TECHNOLOGIES)


def work_of(world: World, number: int, function: FunctionFacts) -> set[str]:
    """What kinds of outside work a function of a module does itself, by what it calls."""
    return {kind for name in function.calls if (kind := call_kind(world, number, name))}


def shown_work_of(world: World, number: int, function: FunctionFacts) -> set[str]:
    """The same as far as it can be told from outside of the module: by the values that it keeps and returns."""
    return {kind for name in _shown_calls(function) if (kind := call_kind(world, number, name))}


def _shown_calls(function: FunctionFacts) -> Iterator[str]:
    for value in (*function.assigned.values(), *function.returned):
        if "(" in value:
            yield from (part[:-2] for part in value.split("|") if part.endswith("()"))


def call_kind(world: World, number: int, name: str) -> str:
    """Of what kind the work of a call is, "" where it is none."""
    head, dot, _ = name.partition(".")
    if dot:
        verb = _VERBS.get(name.rpartition(".")[2])
        if verb is not None:
            return verb
    facts = world.graph.modules[number].facts
    bound = world.about_module(number, _bound)
    if head in facts.offered and head not in facts.aliases and head not in bound:
        return ""
    if head in _HEADS or bound.get(head):
        found = world.external(number, name.replace("()", ""))
        return outside_kind(found)
    return ""


def outside_kind(name: str) -> str:
    """Of what kind the work of an external class or function is, "" where it is none."""
    return _CALLS.get(name) or driver_kind(name, is_called=True)


def _bound(facts: ModuleFacts) -> dict[str, bool]:
    """The names that imports bind, and whether one is of a driver."""
    found: dict[str, bool] = {}
    for each in facts.imports:
        found[each.binds] = found.get(each.binds, False) or each.module.partition(".")[0] in _HEADS
    return found


def reaches_out(facts: ModuleFacts) -> bool:
    """Whether a file imports a driver at all."""
    return any(each.module.partition(".")[0] in _HEADS for each in facts.imports)


def class_work(world: World, ref: ClassRef, seen_from: int) -> tuple[dict[str, int], int]:
    """What kinds of outside work a class does, in how many of its methods; and how many methods it has.

    From its own module everything is told that it calls, from another one only what its interface shows.
    """
    look = work_of if ref.module == seen_from else shown_work_of
    kinds: dict[str, int] = {}
    for method in ref.facts.methods:
        for kind in look(world, ref.module, method):
            kinds[kind] = kinds.get(kind, 0) + 1
    return kinds, len(ref.facts.methods)


def imported_work(world: World, ref: ClassRef) -> tuple[str, ...]:
    """The kinds of drivers that the only class of a file has for itself; the network is left out, much code knows it in passing."""
    facts = world.graph.modules[ref.module].facts
    if len(facts.classes) != 1:
        return ()
    names = [each.module + ("." + each.name if each.name else "") for each in facts.imports if not each.type_checking]
    return tuple(sorted({driver_kind(name) for name in names} - {"", PROCESSES, NETWORK}))
