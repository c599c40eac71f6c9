"""How any consumer works: batches, retries, dead letters, effects exactly once. Knows no domain and no technology."""
