"""The pages: translates between what a browser sends and the core, and decides nothing itself."""
