.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: help run test lint samples dictionary commands claims lock clean

help: ## Show what there is to make
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "ninthpower needs Python 3.11 or newer: make run PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	@# The lock is complete, so nothing is left to resolve.
	$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

run: $(READY) ## Set up and run one night on the sample papers
	$(BIN)/ninthpower night --source samples

test: $(READY) ## Run the tests
	$(BIN)/pytest -n auto --dist loadgroup

lint: $(READY) ## Check style, types and the borders between rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

samples: $(READY) ## Build the sample papers from their sources
	$(BIN)/python -m extractors.samples.build

dictionary: $(READY) ## Write docs/data-dictionary.md from the comments in the database
	$(BIN)/python -m tools.data_dictionary

commands: $(READY) ## Write docs/commands.md from the help of the command line
	$(BIN)/python -m tools.commands

claims: $(READY) ## Write docs/claims.md from the claims and their criteria
	$(BIN)/python -m tools.claims_page

lock: ## Resolve the dependencies again (needs uv)
	uv pip compile pyproject.toml --group dev --extra dask --universal --python-version 3.11 --generate-hashes \
		--no-header --no-emit-index-url --no-annotate --quiet --output-file requirements.lock

clean: ## Remove the environment and what runs have written
	rm -rf $(VENV) data
