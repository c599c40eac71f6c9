"""The second stage: a view to a picture whose every part has its place. See `place.py` for the whole way."""
