"""The pages of the shop. A basket stands in the address, so a page can be shared, and nothing is kept here."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from ..core.shop_page import Shop
from ..observability.metrics import Metrics
from .rendering import page
from .visits import address, read_visit


def build_pages(shop: Shop, metrics: Metrics, *, invented: bool) -> APIRouter:
    router = APIRouter()

    @router.get("/")
    async def get_shop(
        item: Annotated[list[str] | None, Query()] = None, postal_code: str = "", customer: str = ""
    ) -> Response:
        visit = read_visit(item or [], postal_code, customer, shop.assortment)
        composed = await shop.page(visit)
        for part in composed.missing:
            metrics.count_missing(part)
        return page(
            "shop.html",
            shop=composed,
            visit=visit,
            assortment=shop.assortment.values(),
            address=address,
            unreadable_postal_code=bool(postal_code.strip()) and visit.postal_code is None,
            invented=invented,
        )

    return router
