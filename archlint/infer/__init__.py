"""A first architecture.yaml for a repository that has none: what its files say, and the contracts that it has already.

`infer` makes the text. What cannot be read off the files (why a part is there, who owns it) is left out, and `archlint check` asks
for it.
"""

from archlint.infer.first_model import Inferred, infer

__all__ = ["Inferred", "infer"]
