"""Models that several tests read."""

from pathlib import Path

SHOP = Path(__file__).with_name("shop.yaml")  # every section of the format, and every key that a section has
