"""A reading in the form in which devices send it."""

import json

from ..core.readings import DeviceId, Millis
from ..messages.times import to_text


def payload(reading_id: str, device: DeviceId, measured_at: Millis, received_at: Millis, value: float) -> bytes:
    event = {
        "specversion": "1.0",
        "id": reading_id,
        "source": "/gateway",
        "type": "fleet.reading.v1",
        "subject": device,
        "time": to_text(measured_at),
        "datacontenttype": "application/json",
        "data": {"metric": "temperature", "value": value, "received_at": to_text(received_at)},
    }
    return json.dumps(event, separators=(",", ":")).encode()
