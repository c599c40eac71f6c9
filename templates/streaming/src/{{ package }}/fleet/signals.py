"""What the devices of the fleet measure, and what befalls them."""

import math
import random
from dataclasses import dataclass

from ..core.readings import DeviceId

TICK_SECONDS = 5
# a day of theirs is two hours of ours, so that a look at the fleet sees the whole of it
DAY_TICKS = 2 * 60 * 60 // TICK_SECONDS


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that a detector should find: a device is off by so many degrees for some ticks of its day."""

    device: int
    tick: int
    ticks: int
    celsius: float

    def befalls(self, device: int, day_tick: int) -> bool:
        return self.device == device and self.tick <= day_tick < self.tick + self.ticks


INCIDENTS = (
    # ten seconds of the third device: somebody opened a door
    Incident(device=2, tick=700, ticks=2, celsius=6.0),
    # ten minutes of the fifth one: its cooling has failed
    Incident(device=4, tick=1000, ticks=120, celsius=5.0),
)


def devices(count: int) -> list[DeviceId]:
    return [DeviceId(f"device-{number:02}") for number in range(1, count + 1)]


def celsius_of(device: int, day_tick: int, chance: random.Random) -> float:
    """A slow wave about the device's own mean, some noise, and what befalls it."""
    wave = 0.8 * math.sin(2 * math.pi * day_tick / DAY_TICKS + device)
    off = sum(incident.celsius for incident in INCIDENTS if incident.befalls(device, day_tick))
    return 18.0 + device % 7 + wave + chance.gauss(0.0, 0.25) + off
