"""The first stage: an architecture and the name of a view to what the view shows."""
