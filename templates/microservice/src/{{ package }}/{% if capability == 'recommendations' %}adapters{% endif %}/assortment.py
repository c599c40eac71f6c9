"""An invented assortment: a stand-in for the product data that a real model would be trained on."""

from collections.abc import Mapping

from ..core.entities import ProductId

# each product with what it is used for: products of one use go together
ASSORTMENT: Mapping[ProductId, frozenset[str]] = {
    ProductId(product): frozenset(uses)
    for product, uses in {
        "biscuits": ["coffee", "tea"],
        "coffee-beans": ["coffee"],
        "coffee-grinder": ["coffee"],
        "descaler": ["coffee", "tea"],
        "espresso-machine": ["coffee"],
        "filter-papers": ["coffee"],
        "green-tea": ["tea"],
        "honey": ["tea"],
        "kettle": ["coffee", "tea"],
        "milk-jug": ["coffee"],
        "mug": ["coffee", "tea"],
        "tea-pot": ["tea"],
    }.items()
}
