# `make demo` and `make test` set everything up themselves. `make help` lists the rest.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
GROUND := $(wildcard src/sojourn/kernel src/sojourn/grammar src/sojourn/matching src/sojourn/evidence src/sojourn/packs)

.PHONY: help demo code test fast check lint types floors sizes packs stories tests nightly bench build migrations fmt lock clean set-up set-up-dev set-up-nightly
.DEFAULT_GOAL := help

help: ## List what can be said
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: set-up ## Set up, fill a believable demo, serve it on 127.0.0.1:8000 (PORT=… changes that)
	@$(BIN)/sojourn demo

code: set-up ## Say the demo's second factor of this moment
	@$(BIN)/sojourn demo --code

test: set-up-dev ## Set up and run everything that CI runs
	@$(MAKE) --no-print-directory check

check: lint types floors sizes packs stories tests ## Run every check, the tests last

set-up:
	@$(PYTHON) tools/set_up.py

set-up-dev:
	@$(PYTHON) tools/set_up.py --dev

set-up-nightly:
	@$(PYTHON) tools/set_up.py --nightly

lint:
	@echo "• ruff"; $(BIN)/ruff check --quiet .

types:
	@echo "• mypy --strict on the ground rooms"; $(BIN)/mypy --no-error-summary $(GROUND) src/sojourn/config/postgres

floors:
	@echo "• the floors"; $(BIN)/lint-imports --no-cache >.setup/floors.txt 2>&1 || { cat .setup/floors.txt; exit 1; }

sizes:
	@echo "• size budgets"; $(BIN)/python tools/size_budgets.py

packs:
	@echo "• packs"; $(BIN)/sojourn pack check

stories:
	@echo "• stories"; $(BIN)/sojourn story run

# One process for each processor, each with a database of its own, copied from one template.
tests:
	@echo "• tests"; $(BIN)/pytest -q -n logical --maxprocesses 6 --dist worksteal

fast: set-up-dev ## Run the tests without the journeys through a browser
	@$(BIN)/pytest -q -n logical --maxprocesses 6 --dist worksteal -m "not nightly and not browser"

nightly: set-up-nightly ## Run the long tests
	@$(BIN)/pytest -q -m nightly

bench: set-up-dev ## Measure
	@for script in bench/*.py; do echo "• $$script"; $(BIN)/python -m bench.$$(basename $$script .py) || exit 1; done

build: set-up ## Build the front end and the translations

migrations: set-up-dev ## Write the migrations that changed models need
	@$(BIN)/python -m django makemigrations --settings tests.settings

fmt: set-up-dev ## Format the source
	@$(BIN)/ruff check --quiet --fix-only . ; $(BIN)/ruff format --quiet .

# Hashes, and no host of any index. The dev lock is made first; the others keep its versions.
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate pyproject.toml --extra build
lock: set-up-dev ## Write the lock files anew
	@$(COMPILE) --extra dev --output-file requirements-dev.lock
	@$(COMPILE) --constraint requirements-dev.lock --output-file requirements.lock
	@$(COMPILE) --constraint requirements-dev.lock --extra dev --extra nightly --output-file requirements-nightly.lock
	@npm install --package-lock-only --ignore-scripts
	@if grep -n -E 'https?:|"resolved"' requirements*.lock package-lock.json; then echo "A lock file names a host."; exit 1; fi

clean: ## Remove what set-up made; the data folder stays
	rm -rf .venv .setup node_modules src/sojourn/web/static/built .mypy_cache .ruff_cache .hypothesis
