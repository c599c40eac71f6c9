"""What an operator sees of the running front: logs, request ids, metrics."""
