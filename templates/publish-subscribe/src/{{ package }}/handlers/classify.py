"""Classifies every reading and every observation."""

from collections.abc import Callable, Mapping, Sequence

from ..consuming.ports import Refused
from ..core.entities import Classification
from ..core.errors import UnknownMetric
from ..core.ports import Classifications, Classifier
from ..events.event import Event, caused_by
from ..messages import CLASSIFICATION, OBSERVATION, READING, InvalidData, observation_of, reading_of, told

Judge = Callable[[Event], Classification]


class ClassifyHandler:
    def __init__(self, classifier: Classifier, classifications: Classifications, source: str) -> None:
        self._classifications = classifications
        self._source = source
        self._judges: Mapping[str, Judge] = {
            READING: lambda event: classifier.classify_reading(reading_of(event)),
            OBSERVATION: lambda event: classifier.classify_observation(observation_of(event)),
        }

    def handle(self, event: Event) -> Sequence[Event]:
        judge = self._judges.get(event.type)
        if judge is None:  # a type that is newer than we are
            return ()
        try:
            classification = judge(event)
        except (InvalidData, UnknownMetric) as error:
            raise Refused(str(error)) from error
        self._classifications.add(event.identity, classification)
        return [caused_by(event, source=self._source, type=CLASSIFICATION, data=told(classification))]
