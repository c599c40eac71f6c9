"""The fleet as a source: readings in the order in which they arrive, which is not that in which they were measured."""

import heapq
import random
import time
from collections.abc import Iterator

from ..core.readings import DeviceId, Millis
from ..engines.embedded.ports import Delivery
from .payload import payload
from .signals import DAY_TICKS, TICK_SECONDS, celsius_of, devices

START = Millis(1_767_600_000_000)  # 2026-01-05T08:00:00Z

# how readings travel: most at once, some with a delay, a few twice, and very few so late that nobody waits for them
_DELAYED, _MOST_DELAY = 0.2, 25.0
_LATE, _LATE_BY = 0.0005, 600.0
_TWICE = 0.01
# few come from a device that has just started and does not know the time yet, and few are cut off on their way
_CLOCK_AHEAD, _CUT_OFF = 0.0003, 0.0003
_DAY = 86_400_000
# on the way to a position, a sign of life now and then
_PAUSE = 10_000


class FleetSource:
    """Endless, or of so many ticks; at its own pace, or as fast as it is read.

    A position counts deliveries. To go on from one, the fleet is made again from its start: it knows no shorter way.
    """

    def __init__(self, size: int, seed: int, *, ticks: int | None, speed: float) -> None:
        self._devices = devices(size)
        self._seed = seed
        self._ticks = ticks
        # how many seconds of the fleet pass in one of ours; 0 for no waiting
        self._speed = speed

    def deliveries(self, position: int) -> Iterator[Delivery | None]:
        began: float | None = None
        for number, (tick, content) in enumerate(self._arrivals(), 1):
            if number <= position:
                if number % _PAUSE == 0:
                    yield None
                continue
            if self._speed:
                passed = tick * TICK_SECONDS / self._speed
                began = time.monotonic() - passed if began is None else began
                yield from _pauses(until=began + passed)
            yield Delivery(content, number)

    def _arrivals(self) -> Iterator[tuple[int, bytes]]:
        """What arrives, and in which tick; the order of arrival is that of a queue by time."""
        chance = random.Random(self._seed)  # noqa: S311 - a made-up fleet keeps no secrets
        under_way: list[tuple[Millis, int, bytes]] = []
        sent = tick = 0
        while self._ticks is None or tick < self._ticks:
            now = Millis(START + tick * TICK_SECONDS * 1000)
            while under_way and under_way[0][0] <= now:
                yield tick, heapq.heappop(under_way)[-1]
            for number, device in enumerate(self._devices):
                for arrival, content in _sent(number, device, tick, now, chance):
                    sent += 1
                    heapq.heappush(under_way, (arrival, sent, content))
            tick += 1
        while under_way:
            yield tick, heapq.heappop(under_way)[-1]


def _sent(
    number: int, device: DeviceId, tick: int, now: Millis, chance: random.Random
) -> Iterator[tuple[Millis, bytes]]:
    """One reading, as late and as often as it arrives."""
    celsius = celsius_of(number, tick % DAY_TICKS, chance)
    fate = chance.random()
    measured_at = Millis(now + 10 * number + (_DAY if fate < _CLOCK_AHEAD else 0))
    for _ in range(2 if chance.random() < _TWICE else 1):
        arrival = Millis(now + round(1000 * _delay(chance)))
        content = payload(f"{device}-{tick}", device, measured_at, arrival, round(celsius, 3))
        cut_off = _CLOCK_AHEAD <= fate < _CLOCK_AHEAD + _CUT_OFF
        yield arrival, content[: len(content) // 2] if cut_off else content


def _delay(chance: random.Random) -> float:
    fate = chance.random()
    if fate < _LATE:
        return _LATE_BY
    return chance.uniform(0.05, _MOST_DELAY) if fate < _DELAYED else chance.uniform(0.05, 0.5)


def _pauses(until: float) -> Iterator[None]:
    """Wait, in pieces short enough for whoever reads to be told to stop."""
    while (wait := until - time.monotonic()) > 0:
        yield None
        time.sleep(min(wait, 0.2))
