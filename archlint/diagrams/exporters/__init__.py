"""Views as text for other tools; one file a format, each with one function from a view to text."""
