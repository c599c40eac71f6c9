"""The domain: what a reading is, what describes an hour of a device, which hours are unlike the others."""
