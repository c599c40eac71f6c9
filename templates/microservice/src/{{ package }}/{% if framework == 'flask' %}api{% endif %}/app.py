"""The application factory. Importing this module builds nothing."""

from flask import Flask

from ..lifecycle import Lifecycle
from ..observability.metrics import Metrics
from .errors import install_error_handlers
from .request_context import install_request_context
from .routes import build_blueprint


def create_app(lifecycle: Lifecycle, *, max_body_bytes: int) -> Flask:
    metrics = Metrics()
    app = Flask(__package__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = max_body_bytes
    # the contract has no OPTIONS operation
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    install_request_context(app, metrics)
    install_error_handlers(app)
    app.register_blueprint(build_blueprint(lifecycle, metrics))
    return app
