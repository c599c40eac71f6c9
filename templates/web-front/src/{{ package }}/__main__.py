"""`python -m` starts the front."""

from .main import main

if __name__ == "__main__":
    raise SystemExit(main())
