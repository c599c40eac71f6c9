"""`python -m` starts the service."""

from .main import main

if __name__ == "__main__":
    raise SystemExit(main())
