"""Whole commands beside a peer's, in one run: only the ratios carry over to another machine."""
