"""An invented fleet: two days of a few devices, the same in every process, with what is wrong with two of them."""

import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from ..core.entities import Anomaly, Classification, DeviceId, Reading, Severity

START = datetime(2026, 1, 5, tzinfo=UTC)
HOURS = 48

# each with its usual temperature and vibration
FLEET = {
    DeviceId("compressor-1"): (61.0, 2.1),
    DeviceId("compressor-2"): (63.5, 2.4),
    DeviceId("freezer-1"): (-18.2, 0.6),
    DeviceId("pump-1"): (42.0, 1.2),
    DeviceId("pump-2"): (44.5, 1.4),
}
FAILING, WARMING = DeviceId("pump-2"), DeviceId("freezer-1")


def readings() -> Iterator[Reading]:
    for device, (celsius, vibration) in FLEET.items():
        for hour in range(HOURS):
            at = START + timedelta(hours=hour)
            wave = math.sin(2 * math.pi * (hour % 24) / 24 + len(device))
            warming = max(0, hour - 40) * 0.9 if device == WARMING else 0.0
            failing = 5.2 if device == FAILING and hour in (31, 32, 45) else 0.0
            yield Reading(device, "celsius", round(celsius + 1.5 * wave + warming, 2), at)
            yield Reading(device, "vibration", round(vibration + 0.2 * wave + failing, 2), at)


def anomalies() -> Iterator[Anomaly]:
    """The readings that are far from what is usual for their device."""
    for reading in readings():
        expected, spread = FLEET[reading.device][0 if reading.metric == "celsius" else 1], _SPREADS[reading.metric]
        score = abs(reading.value - expected) / spread
        if score > 4:
            yield Anomaly(reading.device, reading.metric, reading.value, expected, round(score, 2), reading.at)


def classifications() -> Iterator[Classification]:
    end = START + timedelta(hours=HOURS - 1)
    for device in FLEET:
        yield Classification(device, Severity.NORMAL, "in its usual range", START)
    yield Classification(WARMING, Severity.WARNING, "warmer than a freezer should be", end)
    yield Classification(FAILING, Severity.CRITICAL, "vibration above 6 mm/s", end)


_SPREADS = {"celsius": 1.2, "vibration": 0.5}
