# Two commands do everything: `make demo` and `make test`. Both set up .venv by themselves.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup demo test lint eval bench clean

.venv/.installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e ".[dev]"
	touch $@

setup: .venv/.installed

demo: setup
	$(BIN)/python -m dragoman demo

lint: setup
	$(BIN)/ruff check src tests eval bench training docs
	$(BIN)/mypy

test: setup lint
	$(BIN)/python -m pytest

eval: setup
	$(BIN)/python eval/gate.py

bench: setup
	$(BIN)/python bench/speed.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache
