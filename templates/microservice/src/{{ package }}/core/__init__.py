"""The domain: what a forecast is and which rules it keeps. Knows no framework, no model library, no transport."""
