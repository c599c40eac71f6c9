"""What others publish about devices: events in the envelope of CloudEvents, as they were gathered into files."""

from datetime import timedelta

from ..core.contracts import Column, ColumnType, Freshness, TableContract
from ..core.domains import Dataset, Product

_ENVELOPE = (
    Column("source", ColumnType.STRING, "Who says so"),
    Column("id", ColumnType.STRING, "With the source, it names the event for ever"),
    Column("subject", ColumnType.STRING, "The device that it is about"),
    Column("time", ColumnType.TIMESTAMP, "When the device was so"),
)
_DEVICE = (
    Column("event", ColumnType.STRING, "Names the event that said so"),
    Column("device", ColumnType.STRING, "The device"),
)
_AT = Column("at", ColumnType.TIMESTAMP, "When the device was so")

# brokers deliver an event more than once, and so do those who gather: the same event counts once
_SAID = "SELECT DISTINCT concat(source, '#', id) AS event, subject AS device"


def _events(name: str, *data: Column) -> Dataset:
    """Called as the kind of event is; the product that is made of it, as several of them are."""
    return Dataset(name, TableContract("1.0.0", (*_ENVELOPE, *data), key=("source", "id")))


READING = _events(
    "reading",
    Column("metric", ColumnType.STRING, "What was measured", delivered_as="data.metric"),
    Column("value", ColumnType.NUMBER, "The number", delivered_as="data.value"),
)
CLASSIFICATION = _events(
    "classification",
    Column("severity", ColumnType.STRING, "normal, warning or critical", delivered_as="data.severity"),
    Column("reason", ColumnType.STRING, "Why, for people", delivered_as="data.reason"),
)
ANOMALY = _events(
    "anomaly",
    Column("metric", ColumnType.STRING, "What was measured", delivered_as="data.metric"),
    Column("value", ColumnType.NUMBER, "The number", delivered_as="data.value"),
    Column("expected", ColumnType.NUMBER, "What is usual", delivered_as="data.expected"),
    Column("score", ColumnType.NUMBER, "How far from that, in standard deviations", delivered_as="data.score"),
)
EVENTS = (READING, CLASSIFICATION, ANOMALY)

READINGS = Product(
    "readings",
    TableContract(
        version="1.0.0",
        columns=(
            *_DEVICE,
            Column("metric", ColumnType.STRING, "What was measured"),
            Column("value", ColumnType.NUMBER, "The number"),
            _AT,
        ),
        key=("event",),
        freshness=Freshness("at", timedelta(days=2)),
    ),
    sources=("curated.reading",),
    sql=f"{_SAID}, metric, value, time AS at FROM curated.reading ORDER BY device, event",
)

CLASSIFICATIONS = Product(
    "classifications",
    TableContract(
        version="1.0.0",
        columns=(
            *_DEVICE,
            Column("severity", ColumnType.STRING, "normal, warning or critical"),
            Column("reason", ColumnType.STRING, "Why, for people"),
            _AT,
        ),
        key=("event",),
        freshness=Freshness("at", timedelta(days=2)),
    ),
    sources=("curated.classification",),
    sql=f"{_SAID}, severity, reason, time AS at FROM curated.classification ORDER BY device, event",
)

ANOMALIES = Product(
    "anomalies",
    TableContract(
        version="1.0.0",
        columns=(
            *_DEVICE,
            Column("metric", ColumnType.STRING, "What was measured"),
            Column("value", ColumnType.NUMBER, "The number"),
            Column("expected", ColumnType.NUMBER, "What is usual"),
            Column("score", ColumnType.NUMBER, "How far from that, in standard deviations", minimum=0),
            _AT,
        ),
        key=("event",),
        # they are rare: a month without one is good news, a year without one is a detector that nobody runs
        freshness=Freshness("at", timedelta(days=365)),
    ),
    sources=("curated.anomaly",),
    sql=f"{_SAID}, metric, value, expected, score, time AS at FROM curated.anomaly ORDER BY device, event",
)
