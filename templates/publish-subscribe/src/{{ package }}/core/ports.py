"""What the domain needs of others, and where it can be extended."""

from typing import Protocol

from .entities import Anomaly, Classification, DeviceId, Observation, Profile, Reading


class Classifier(Protocol):
    """Judges one report by itself. The same report always gets the same answer, so that it can be handled again."""

    def classify_reading(self, reading: Reading) -> Classification:
        """Raise UnknownMetric where there is no rule."""
        ...

    def classify_observation(self, observation: Observation) -> Classification: ...


class AnomalyModel(Protocol):
    """Judges a reading by what was usual before. Holds no state: that is the profile, stored with the effects."""

    def score(self, profile: Profile, value: float) -> float:
        """How unusual the value is: zero while too little is known, never negative, never NaN."""
        ...

    def is_anomaly(self, score: float) -> bool: ...

    def learn(self, profile: Profile, value: float) -> Profile:
        """What is usual once this value is, too."""
        ...


class Classifications(Protocol):
    """Everything that these three are told is kept in the transaction that is open, or not at all."""

    def add(self, identity: str, classification: Classification) -> None:
        """`identity` names the event that was classified."""
        ...


class Profiles(Protocol):
    def of(self, device: DeviceId, metric: str) -> Profile: ...

    def keep(self, device: DeviceId, metric: str, profile: Profile) -> None: ...


class Anomalies(Protocol):
    def add(self, identity: str, anomaly: Anomaly) -> None: ...
