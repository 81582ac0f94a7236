# Everything that can be done with a clone. `make` alone lists it.
#
# ZHENGTU_* settings in the environment reach every command. PYTHON chooses the interpreter (3.11 or later),
# VENV the folder of the environment.

SHELL := /bin/sh
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VENV ?= .venv
BIN := $(VENV)/bin
PYTEST_ARGS ?=
# Every test process, and every command that a test starts, would read and rewrite all modules again.
export PYTHONDONTWRITEBYTECODE :=
# One more than there are cores: some tests wait for servers that start, stop or are away.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
HOME_FOLDER := $(or $(ZHENGTU_HOME),.zhengtu)

# An environment is ready when a stamp with the sum of what it was made from lies in it.
SUM := $(shell { cat requirements.lock requirements-embedded.lock pyproject.toml; pwd; } | cksum | tr -d ' \t')
READY := $(VENV)/.ready-$(SUM)
EMBEDDED := $(VENV)/.embedded-$(SUM)

.PHONY: help demo test lint format bench bench-growth neo4j test-neo4j test-more mutate-law torture schema docs lock environment embedded clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

demo: environment embedded ## load the demonstration (once) and serve it on 127.0.0.1:8000
	@exec $(BIN)/zhengtu serve --demo

test: environment embedded ## run the tests on the embedded store
	@$(BIN)/python -m pytest -n $(WORKERS) $(PYTEST_ARGS)

lint: environment ## run every check of form: ruff, mypy, basedpyright, import-linter
	@failed=; \
	run() { echo "\$$ $$*"; "$$@" || failed="$$failed $$1"; }; \
	run $(BIN)/ruff check; \
	run $(BIN)/ruff format --check; \
	run $(BIN)/mypy; \
	run $(BIN)/basedpyright; \
	run $(BIN)/lint-imports --no-cache; \
	[ -z "$$failed" ] || { echo "lint: failed:$$failed" >&2; exit 1; }

format: environment ## let ruff order and format the code
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: environment embedded ## print the ratios of the benchmarks
	@$(BIN)/python -m benchmarks

bench-growth: environment embedded ## print by how much reads grow from the demonstration to a million licences
	@$(BIN)/python -m benchmarks.growing

neo4j: ## run a real Neo4j 5 in the foreground (Java 17, Maven); NEO4J_BOLT_PORT, NEO4J_HTTP_PORT
	@exec deploy/neo4j/start "$(HOME_FOLDER)/neo4j"

test-neo4j: environment ## run the store tests on two Neo4j of their own
	@ZHENGTU_HOME="$(HOME_FOLDER)" ZHENGTU_TEST_MORE=1 NEO4J_SERVERS=2 deploy/neo4j/lend $(BIN)/python -m pytest -n 2 -m neo4j $(PYTEST_ARGS)

test-more: environment embedded ## run what make test leaves out for its five minutes
	@ZHENGTU_TEST_MORE=1 $(BIN)/python -m pytest -n $(WORKERS) -m more $(PYTEST_ARGS)

mutate-law: environment ## change every cell of the law's table, one by one, and see that some test tells
	@PYTHONPATH=tests:. $(BIN)/python -m mutations

torture: environment embedded ## run the slow tests as well: kills, races, large graphs
	@ZHENGTU_TEST_TORTURE=1 $(BIN)/python -m pytest -n $(WORKERS) -m slow $(PYTEST_ARGS)

schema: environment ## write schema.graphql from the code
	@$(BIN)/zhengtu schema > schema.graphql.new && mv schema.graphql.new schema.graphql || { rm -f schema.graphql.new; exit 1; }

docs: environment ## write the generated parts of docs/ from the code
	@$(BIN)/python docs/generate.py

lock: ## resolve pyproject.toml into both lock files (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	@uv pip compile $(LOCK) --extra dev pyproject.toml -o requirements.lock
	@echo arcadedb-embedded | uv pip compile $(LOCK) - -c requirements.lock -o requirements-embedded.lock

LOCK := -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
        --python-version 3.11

clean: ## remove the environment and caches; data under ZHENGTU_HOME stay
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

environment: $(READY)

$(READY):
	@deploy/environment "$(VENV)" && rm -f $(VENV)/.ready-* && touch $@

# A separate step, and not fatal: this package has no wheel for musl, old servers and some processors.
embedded: environment
	@[ -e $(EMBEDDED) ] || deploy/environment "$(VENV)" embedded && touch $(EMBEDDED) || true
