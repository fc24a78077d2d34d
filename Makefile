# One command file: make demo, make test, make lint, make docs, make bench.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint types contracts docs bench check clean

demo: .venv  ## what the product does, in one screen
	$(BIN)/python manage.py annotations demo

test: .venv  ## all tests
	$(BIN)/python -m pytest

lint: .venv  ## style
	$(BIN)/ruff check .

types: .venv  ## strict types
	$(BIN)/mypy

contracts: .venv  ## who may import whom
	$(BIN)/lint-imports

docs: .venv  ## the pages generated from the rules, and the picture of the demo
	$(BIN)/python manage.py annotations rules docs
	$(BIN)/python docs/picture.py

bench: .venv  ## measured against named peers
	$(BIN)/python -m benchmarks.check

check: lint types contracts test  ## everything that .ci/run looks at

.venv:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --editable '.[dev]'

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info
