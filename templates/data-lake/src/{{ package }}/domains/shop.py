"""What the shops sell: receipts from the tills, and what others may know of them."""

from datetime import timedelta

from ..core.contracts import Column, ColumnType, Freshness, TableContract
from ..core.domains import Dataset, Domain, Product

SALES = Dataset(
    "sales",
    TableContract(
        version="1.0.0",
        columns=(
            Column("sale_id", ColumnType.STRING, "Names one line of a receipt"),
            Column("store", ColumnType.STRING, "The store that sold it"),
            Column("sold_at", ColumnType.TIMESTAMP, "When it was sold"),
            Column("product", ColumnType.STRING, "What was sold"),
            Column("units", ColumnType.INTEGER, "How many of it; negative when it was brought back"),
            Column("amount_cents", ColumnType.INTEGER, "What was paid for it, in cents"),
        ),
        key=("sale_id",),
    ),
)

DAILY_SALES = Product(
    "daily_sales",
    TableContract(
        version="1.0.0",
        columns=(
            Column("store", ColumnType.STRING, "The store"),
            Column("day", ColumnType.DATE, "The day in UTC"),
            Column("sales", ColumnType.INTEGER, "Lines of receipts", minimum=1),
            Column("units", ColumnType.INTEGER, "Units sold, less those brought back"),
            Column("amount_cents", ColumnType.INTEGER, "What was paid, in cents"),
        ),
        key=("store", "day"),
        freshness=Freshness("day", timedelta(days=2)),
    ),
    sources=("curated.sales",),
    # tills send a file again when they are not sure that it came: the same line counts once
    sql="""
        SELECT store, CAST(sold_at AS DATE) AS day, count(*) AS sales,
               CAST(sum(units) AS BIGINT) AS units, CAST(sum(amount_cents) AS BIGINT) AS amount_cents
        FROM (SELECT DISTINCT sale_id, store, sold_at, units, amount_cents FROM curated.sales) AS sale
        GROUP BY store, CAST(sold_at AS DATE)
        ORDER BY store, day
    """,
)

CLIMATE_SALES = Product(
    "climate_sales",
    TableContract(
        version="1.0.0",
        columns=(
            Column("store", ColumnType.STRING, "The store"),
            Column("day", ColumnType.DATE, "The day in UTC"),
            Column("units", ColumnType.INTEGER, "Units sold, less those brought back"),
            Column("mean_celsius", ColumnType.NUMBER, "How warm it was in the store", minimum=-60),
        ),
        key=("store", "day"),
        freshness=Freshness("day", timedelta(days=3)),
    ),
    # made of a product of another domain, by its contract: this is what products are for
    sources=("shop.daily_sales", "iot.store_climate"),
    sql="""
        SELECT sale.store, sale.day, sale.units, climate.mean_celsius
        FROM shop.daily_sales AS sale
        JOIN iot.store_climate AS climate ON climate.store = sale.store AND climate.day = sale.day
        ORDER BY sale.store, sale.day
    """,
)

DOMAIN = Domain("shop", owner="team-shop", datasets=(SALES,), products=(DAILY_SALES, CLIMATE_SALES))
