"""What an operator sees of a running service: logs, request ids, metrics."""
