"""What all engines share: bytes in, events out, and state as text. Knows no engine."""
