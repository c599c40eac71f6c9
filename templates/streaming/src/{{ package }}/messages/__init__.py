"""The messages of the contracts, and how they translate to the domain."""
