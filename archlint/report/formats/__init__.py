"""The outputs: one file each, found by the listing of this folder."""
