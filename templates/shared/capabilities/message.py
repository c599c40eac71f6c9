class Message(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
