"""The lake itself: keys, folders with one writer each, contracts. Knows no format, no engine, no object store."""
