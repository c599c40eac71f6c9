"""What came out, as a person wants to read it."""

from collections.abc import Iterator, Mapping, Sequence

from .core.entities import Anomaly, Severity

SHOWN = 10


def page(counts: Mapping[tuple[str, Severity], int], anomalies: Sequence[Anomaly], dead: Mapping[str, int]) -> str:
    return "\n".join([*_classifications(counts), "", *_anomalies(anomalies), "", *_dead_letters(dead), ""])


def _classifications(counts: Mapping[tuple[str, Severity], int]) -> Iterator[str]:
    yield f"{'classified':<16}" + "".join(f"{severity:>10}" for severity in Severity)
    for device in sorted({device for device, _ in counts}):
        yield f"  {device:<14}" + "".join(f"{counts.get((device, severity), 0):>10}" for severity in Severity)


def _anomalies(anomalies: Sequence[Anomaly]) -> Iterator[str]:
    yield f"{'anomalies':<16}{len(anomalies):>10}"
    for found in sorted(anomalies, key=lambda anomaly: -anomaly.score)[:SHOWN]:
        usual = f"usual {found.expected:.2f}, score {found.score:.1f}"
        yield f"  {found.device:<14}{found.metric:>12} {found.value:>8.2f}   {usual}   {found.at:%H:%M:%S}"


def _dead_letters(dead: Mapping[str, int]) -> Iterator[str]:
    yield f"{'dead letters':<16}{sum(dead.values()):>10}"
    for consumer, count in dead.items():
        yield f"  {consumer:<14}{count:>10}"
