# `make` alone lists what can be done. Everything happens in .venv of this checkout; set-up steps run when needed only.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run demo doctor test check lock bench diagrams clean

BIN := .venv/bin
PYTEST_ARGS ?=
# Tests that need no server and no wheel: seconds, for every save.
QUICK := tests/unit tests/property tests/architecture

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

run: .venv/.runs ## start everything on this machine and show the addresses (Ctrl-C stops it)
	@exec $(BIN)/binglian run

demo: .venv/.runs ## drive the demonstration projects through the running system, or through one of its own
	@exec $(BIN)/binglian demo

doctor: .venv/.runs ## say what is running, reachable and migrated, and the cure for what is not
	@$(BIN)/binglian doctor

test: .venv/.develops ## every test, on the real embedded servers
	$(BIN)/pytest $(PYTEST_ARGS)

check: .venv/.develops ## format, lint, types, import contracts and the quick tests: under a minute
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q -n auto -m "not integration and not wheel" $(PYTEST_ARGS) $(wildcard $(QUICK))

lock: .venv/.develops ## choose dependency versions anew and write both lock files, with hashes and without addresses
	$(BIN)/uv pip compile $(LOCKING) --group dev --output-file requirements-dev.lock
	$(BIN)/uv pip compile $(LOCKING) --group build --constraint requirements-dev.lock --output-file requirements.lock

LOCKING := pyproject.toml --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links

bench: .venv/.develops ## measure decisions per second and dispatch latency against hand-written SQL
	$(BIN)/python benchmarks/decisions.py
	$(BIN)/python benchmarks/dispatch.py

diagrams: .venv/.develops ## draw the lifecycles into docs/
	$(BIN)/binglian diagrams

clean: ## remove what tools made; keeps .venv and the data in var/
	rm -rf dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

# A stamp is newer than its lock file exactly when the environment holds what the lock file says.
.venv/.made:
	@deploy/environment.sh python
	@touch $@

.venv/.runs: requirements.lock pyproject.toml | .venv/.made
	@deploy/environment.sh install requirements.lock
	@touch $@

.venv/.develops: requirements-dev.lock pyproject.toml | .venv/.made
	@deploy/environment.sh install requirements-dev.lock
	@touch $@ .venv/.runs
