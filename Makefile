# Two commands stand alone on a fresh clone: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
DEMO := build/demo

.DEFAULT_GOAL := help
.PHONY: help demo test lint check bench golden rules wheel-check browser clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.venv/.ready: pyproject.toml
	$(PYTHON) -m venv .venv || { echo "python3 lacks venv; on Debian: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

demo: .venv/.ready  ## build the demonstration corpus, audit it, say where the report lies
	$(BIN)/python demo/build.py $(DEMO)/corpus
	$(BIN)/provaudit audit $(DEMO)/corpus --out $(DEMO)/audit --fresh --fail-on never
	@echo "The findings above are planted: demo/README.md lists them."

test: .venv/.ready browser  ## run the tests
	$(BIN)/python -m pytest -n auto --durations=15 --maxfail=10 $(ARGS)

lint: .venv/.ready  ## formatting, lint, types, import directions
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test wheel-check  ## what CI runs

bench: .venv/.ready  ## the benchmarks at quick sizes; docs/performance.md has the full ones
	$(BIN)/python benchmarks/startup.py --records 1000 --audits 1
	$(BIN)/python benchmarks/throughput.py --megabytes 30 --rounds 1
	$(BIN)/python benchmarks/scaling.py --megabytes 10 40 --workers 1 2

golden: .venv/.ready  ## renew the golden audit; review the diff
	$(BIN)/python -m pytest tests/golden --renew-golden

rules: .venv/.ready  ## renew docs/rules.md from the rules
	$(BIN)/provaudit rules --markdown > docs/rules.md

wheel-check: .venv/.ready  ## build the wheel, install it in a bare environment, audit outside the checkout
	$(BIN)/python -m pytest tests/wheel --wheel

browser:  ## a browser for the tests of the report, where the system's package manager can give one
	@command -v chromium chromium-browser google-chrome >/dev/null \
	|| { command -v apt-get >/dev/null && test "$$(id -u)" = 0 \
	     && apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
	|| echo "no browser found: tests that need one are skipped (install chromium to run them)"

clean:  ## remove what was built
	rm -rf build dist .venv
