"""What the devices tell: readings of sensors in stores, pictures, and the events that others publish about devices."""

from datetime import timedelta

from ..core.contracts import Column, ColumnType, Freshness, TableContract
from ..core.domains import Dataset, Domain, Product
from .iot_events import ANOMALIES, CLASSIFICATIONS, EVENTS, READINGS

GATEWAY_READINGS = Dataset(
    "gateway_readings",
    TableContract(
        version="1.0.0",
        columns=(
            Column("device", ColumnType.STRING, "The sensor"),
            Column("store", ColumnType.STRING, "The store that it hangs in"),
            Column("measured_at", ColumnType.TIMESTAMP, "When it was measured"),
            Column("celsius", ColumnType.NUMBER, "What was measured; empty when the sensor failed", required=False),
        ),
        key=("device", "measured_at"),
    ),
)

PICTURES = Dataset("pictures")

STORE_CLIMATE = Product(
    "store_climate",
    TableContract(
        version="1.0.0",
        columns=(
            Column("store", ColumnType.STRING, "The store"),
            Column("day", ColumnType.DATE, "The day in UTC"),
            Column("readings", ColumnType.INTEGER, "How many readings the values rest on", minimum=1),
            Column("min_celsius", ColumnType.NUMBER, "The coldest reading", minimum=-60),
            Column("mean_celsius", ColumnType.NUMBER, "The mean of all readings", minimum=-60),
            Column("max_celsius", ColumnType.NUMBER, "The warmest reading", minimum=-60),
        ),
        key=("store", "day"),
        freshness=Freshness("day", timedelta(days=2)),
    ),
    sources=("curated.gateway_readings",),
    # a gateway sends again what was not acknowledged: the same device and moment count once
    sql="""
        SELECT store, CAST(measured_at AS DATE) AS day, count(*) AS readings,
               min(celsius) AS min_celsius, avg(celsius) AS mean_celsius, max(celsius) AS max_celsius
        FROM (SELECT DISTINCT device, store, measured_at, celsius FROM curated.gateway_readings) AS reading
        WHERE celsius IS NOT NULL
        GROUP BY store, CAST(measured_at AS DATE)
        ORDER BY store, day
    """,
)

DOMAIN = Domain(
    "iot",
    owner="team-devices",
    datasets=(GATEWAY_READINGS, PICTURES, *EVENTS),
    products=(STORE_CLIMATE, READINGS, CLASSIFICATIONS, ANOMALIES),
)
