# make demo: sets everything up and shows the whole loop.  make test: sets up what is missing and runs every check.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test unit lint integration benchmark clean

demo: $(READY)
	@$(BIN)/python tests/demo.py demo

test: lint unit integration

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/archlint check .

unit: $(READY)
	$(BIN)/pytest -m "not integration"

integration: $(READY)
	$(BIN)/pytest -m integration -n 2 --dist loadfile

benchmark: $(READY)
	$(BIN)/python -m benchmarks

$(READY): requirements-dev.txt pyproject.toml hatch_build.py native/Cargo.toml $(wildcard native/src/*.rs)
	@echo "setting up .venv (once)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

clean:
	rm -rf .venv demo build dist native/built native/target archlint/facts/_extractor.so .mypy_cache .pytest_cache .ruff_cache .hypothesis
