"""The command line: one command, its answer on standard output, and a line in the log for what was done or refused."""

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

import structlog

from .core.errors import LakeError
from .core.ingesting import Delivery
from .core.keys import ObjectKey
from .core.lake import Lake
from .core.ports import Answer
from .core.publishing import Waiting
from .tabular import FORMATS

log = structlog.get_logger("lake")

Lines = Iterable[str]
Command = Callable[[Lake, argparse.Namespace], Lines]


def run(lake: Lake, arguments: Sequence[str] | None, max_rows: int) -> int:
    """0: done; 1: refused, with the reason in the log; 2: not a command."""
    options = _parser(max_rows).parse_args(arguments)
    command: Command = options.command
    try:
        for line in command(lake, options):
            print(line)  # noqa: T201 - the answer
    except (LakeError, OSError) as error:
        log.error("refused", command=options.name, reason=str(error))
        return 1
    return 0


def _ingest(lake: Lake, options: argparse.Namespace) -> Lines:
    domain, _, dataset = options.dataset.partition("/")
    now = datetime.now(UTC)
    for path in _files(options.files):
        delivery = Delivery(domain, dataset, path.name, options.day or now.date())
        with path.open("rb") as source:
            ingested = lake.ingest(delivery, source, now)
        log.info("ingested", key=str(ingested.key), repeated=ingested.repeated)
        yield f"{ingested.key}{' (was there)' if ingested.repeated else ''}"


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """Of a folder, the files in it."""
    for path in paths:
        yield from sorted(each for each in path.iterdir() if each.is_file()) if path.is_dir() else [path]


def _promote(lake: Lake, options: argparse.Namespace) -> Lines:
    for each in lake.promote(options.domain, options.as_of or datetime.now(UTC)):
        if isinstance(each, Waiting):
            log.info("waiting", product=each.product, reason=each.reason)
            yield f"{each.product}: not yet, {each.reason}"
            continue
        log.info("published", product=each.product, rows=each.rows)
        yield f"{each.product}: {each.rows} rows"


def _withdraw(lake: Lake, options: argparse.Namespace) -> Lines:
    lake.withdraw(ObjectKey.parse(options.key))
    log.info("withdrawn", key=options.key)
    yield f"{options.key} withdrawn"


def _query(lake: Lake, options: argparse.Namespace) -> Lines:
    return FORMATS[options.format](lake.query(options.sql, options.limit))


def _catalogue(lake: Lake, options: argparse.Namespace) -> Lines:
    entries = [asdict(entry) for entry in lake.catalogue(options.as_of or datetime.now(UTC))]
    columns = dict.fromkeys(entries[0], "") if entries else {}
    return FORMATS[options.format](Answer(columns, [tuple(entry.values()) for entry in entries]))


def _describe(lake: Lake, options: argparse.Namespace) -> Lines:
    return (f"{name}: {value}" for name, value in sorted(lake.describe(ObjectKey.parse(options.key)).items()))


def _parser(max_rows: int) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=__package__, description=__doc__)
    commands = parser.add_subparsers(dest="name", required=True, metavar="COMMAND")

    def command(name: str, run_it: Command, summary: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=summary, description=summary)
        added.set_defaults(command=run_it)
        return added

    ingest = command("ingest", _ingest, "bring files into the raw zone, as they are")
    ingest.add_argument("dataset", type=_dataset, metavar="DOMAIN/DATASET")
    ingest.add_argument("files", type=Path, nargs="+", metavar="FILE", help="a folder stands for the files in it")
    ingest.add_argument("--day", type=date.fromisoformat, help="the day that they belong to (default: today)")
    promote = command("promote", _promote, "curate what came in and publish the domain's products")
    promote.add_argument("domain")
    promote.add_argument("--as-of", type=_moment, help="judge freshness as of this moment (default: now)")
    query = command("query", _query, "ask the data products, which SQL knows as DOMAIN.PRODUCT")
    query.add_argument("sql")
    query.add_argument("--limit", type=int, default=max_rows, help="how many rows at most (default: %(default)s)")
    catalogue = command("catalogue", _catalogue, "what is in the lake")
    catalogue.add_argument("--as-of", type=_moment, help="judge freshness as of this moment (default: now)")
    for shown in (query, catalogue):
        shown.add_argument("--format", choices=sorted(FORMATS), default="table")
    describe = command("describe", _describe, "what is known about one object")
    withdraw = command("withdraw", _withdraw, "take a raw object back, with its curated rows")
    for single in (describe, withdraw):
        single.add_argument("key", metavar="DOMAIN/ZONE/PATH")
    return parser


def _dataset(text: str) -> str:
    if text.count("/") != 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not DOMAIN/DATASET")
    return text


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
