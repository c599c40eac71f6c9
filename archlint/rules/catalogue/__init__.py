"""The rules: one file each, found by the listing of this folder.

A file exports `RULE` (its texts) and `find(subject)`, which yields a `Found` for every breach.
"""
