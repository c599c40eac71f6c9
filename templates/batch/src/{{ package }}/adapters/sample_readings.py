"""Plausible readings for a day, from a seed: to try the batch without data of one's own, and to measure it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np

from ..core.readings import COLUMNS, MEASURES

# temperature, vibration, power: machines at rest, at work, and under load
HABITS = np.array([[22.0, 0.4, 1.5], [48.0, 2.5, 40.0], [71.0, 4.5, 95.0]])
NOISE = np.array([1.5, 0.15, 1.2])
# what one machine in a hundred does for one hour
FAILING = np.array([55.0, 30.0, 60.0])


def write_sample(folder: Path, day: date, devices: int, per_hour: int) -> Path:
    """One CSV file for the day, written hour by hour; the same arguments give the same bytes."""
    target = folder / f"date={day}" / "sample.csv"
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".unfinished")
    with unfinished.open("w", encoding="ascii", newline="\n") as out:
        out.write(",".join(COLUMNS) + "\n")
        for hour in range(24):
            out.writelines(_hour(day, hour, devices, per_hour))
    unfinished.replace(target)
    return target


def _hour(day: date, hour: int, devices: int, per_hour: int) -> Iterator[str]:
    random = np.random.Generator(np.random.PCG64([day.toordinal(), hour]))
    habit = random.choice(len(HABITS), size=devices, p=[0.5, 0.35, 0.15])
    values = HABITS[habit] + random.normal(size=(devices, len(MEASURES))) * NOISE
    failing = np.arange(devices) % 100 == hour % 100
    values[failing] += FAILING
    step = 3600 // per_hour
    for moment in range(per_hour):
        minute, second = divmod(moment * step, 60)
        at = f"{day}T{hour:02}:{minute:02}:{second:02}Z"
        now = np.maximum(values + random.normal(size=values.shape) * NOISE / 4, 0)
        for device, (temperature, vibration, power) in enumerate(now.tolist()):
            yield f"device-{device:06},{at},{temperature:.3f},{vibration:.3f},{power:.3f}\n"
