"""`python -m` starts a command."""

from .main import main

if __name__ == "__main__":
    raise SystemExit(main())
