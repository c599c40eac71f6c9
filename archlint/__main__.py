"""`python -m archlint` is `archlint`."""

from archlint.cli import program

if __name__ == "__main__":
    program()
