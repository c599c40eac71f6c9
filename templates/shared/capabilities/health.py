class Health(Message):
    status: Literal["ok", "unavailable"]
    phase: Phase

    @classmethod
    def of(cls, healthy: bool, phase: Phase) -> Self:
        return cls(status="ok" if healthy else "unavailable", phase=phase)
