"""What the platform asks: health and metrics."""

from fastapi import APIRouter, Response
from starlette.responses import JSONResponse

from ..lifecycle import Lifecycle
from ..observability.metrics import Metrics


def build_operations(lifecycle: Lifecycle, metrics: Metrics) -> APIRouter:
    router = APIRouter()

    @router.get("/health/live")
    async def get_liveness() -> Response:
        return JSONResponse({"status": "ok"})

    @router.get("/health/ready")
    async def get_readiness() -> Response:
        if lifecycle.ready:
            return JSONResponse({"status": "ok"})
        return JSONResponse({"status": "unavailable"}, 503)

    @router.get("/metrics")
    def get_metrics() -> Response:
        return Response(metrics.render(), media_type=metrics.content_type)

    return router
