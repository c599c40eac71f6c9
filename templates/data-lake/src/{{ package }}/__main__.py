"""`python -m` runs one command on the lake."""

from .main import main

if __name__ == "__main__":
    raise SystemExit(main())
