"""The domain: readings, observations, and what is judged of them. Knows no broker, no database, no framework."""
