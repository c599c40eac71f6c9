"""The domain: windows over event time, what is usual for a device, and what is not. Knows no engine and no library."""
