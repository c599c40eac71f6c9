"""Looks for anomalies in every reading."""

from collections.abc import Sequence

from ..consuming.ports import Refused
from ..core.detecting import Detector
from ..core.ports import Anomalies
from ..events.event import Event, caused_by
from ..messages import ANOMALY, READING, InvalidData, reading_of, told


class DetectHandler:
    def __init__(self, detector: Detector, anomalies: Anomalies, source: str) -> None:
        self._detector = detector
        self._anomalies = anomalies
        self._source = source

    def handle(self, event: Event) -> Sequence[Event]:
        if event.type != READING:
            return ()
        try:
            anomaly = self._detector.detect(reading_of(event))
        except InvalidData as error:
            raise Refused(str(error)) from error
        if anomaly is None:
            return ()
        self._anomalies.add(event.identity, anomaly)
        return [caused_by(event, source=self._source, type=ANOMALY, data=told(anomaly))]
