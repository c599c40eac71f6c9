"""The domains of this lake, one module each. They know each other's products by contract, never each other's code."""

from ..core.domains import Domains
from . import iot, shop

# a new domain is one module, and its name here
ALL = Domains([shop.DOMAIN, iot.DOMAIN])
