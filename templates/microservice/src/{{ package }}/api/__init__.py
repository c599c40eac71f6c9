"""The HTTP face of the service: translates between the contract and the core, and decides nothing itself."""
