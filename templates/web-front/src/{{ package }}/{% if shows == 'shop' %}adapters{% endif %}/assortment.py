"""What the shop sells, the most popular first: a stand-in for the product catalogue that a real shop has."""

from collections.abc import Mapping

from ..core.entities import Product, ProductId

ASSORTMENT: Mapping[ProductId, Product] = {
    ProductId(product): Product(ProductId(product), name, cents)
    for product, name, cents in (
        ("coffee-beans", "Coffee beans, 1 kg", 1_890),
        ("mug", "Stoneware mug", 950),
        ("espresso-machine", "Espresso machine", 34_900),
        ("kettle", "Electric kettle", 4_900),
        ("coffee-grinder", "Coffee grinder", 8_900),
        ("green-tea", "Green tea, 100 g", 790),
        ("tea-pot", "Cast-iron tea pot", 5_450),
        ("milk-jug", "Milk jug", 1_650),
        ("filter-papers", "Filter papers", 350),
        ("honey", "Forest honey", 720),
        ("biscuits", "Almond biscuits", 480),
        ("descaler", "Descaler", 640),
    )
}
