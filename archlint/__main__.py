"""`python -m archlint` is `archlint`."""

import sys

from archlint.cli import main

if __name__ == "__main__":
    sys.exit(main())
