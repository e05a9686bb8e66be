# From a fresh checkout to an answer: `make ask`. `make` alone lists what there is.

PYTHON ?= python3
TORCH_INDEX ?=
TESTS ?=
PYTEST_ARGS ?=
# Each worker has servers and a browser of its own; tests of a file share theirs.
SIDE_BY_SIDE := -n auto --maxprocesses 4 --dist loadfile
Q ?= Ska vi ansluta oss till en gemensam e-tjänsteplattform?

# The question goes through the environment, as it was typed: no quote or $ in it is expanded.
override Q := $(value Q)
export Q

VENV := .venv
BIN := $(VENV)/bin
# Both stamps stand in the environment they describe, so that they go when it goes.
CORE := $(VENV)/.core-installed
DEV := $(VENV)/.dev-installed

# $(call pip,arguments): a download may fail once.
pip = $(BIN)/pip install -qq --disable-pip-version-check $(1) || { \
	echo "pip failed; trying once more in 5 seconds"; sleep 5; \
	$(BIN)/pip install -qq --disable-pip-version-check $(1); }

.PHONY: help ask index test check screenshots clean
.DELETE_ON_ERROR:

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 13

ask: index ## set up, index the corpus where needed, and answer Q="..."
	@$(BIN)/advisor ask -- "$$Q" || { code=$$?; [ $$code -eq 3 ] || exit $$code; }

index: $(CORE) ## set up, and index the corpus unless the index is up to date
	@$(BIN)/advisor index

test: $(DEV) ## set up for development and run the tests (TESTS=path, PYTEST_ARGS=...)
	@$(BIN)/python -m pytest $(if $(TESTS),,$(SIDE_BY_SIDE)) $(PYTEST_ARGS) $(TESTS)

check: $(DEV) ## run all else that a change must pass: format, lint, types, crash test, evals
	@.ci/run checks

screenshots: $(DEV) ## take the pictures of the page in docs/screenshots anew
	@$(BIN)/python -m tests.ui.screenshots

clean: ## remove the environment, the caches and what was built; data/ stays
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests evals ui -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "advisor needs Python 3.11 or later: make PYTHON=python3.11 ..."; exit 1; }
	@echo "Creating $(VENV)"
	@$(PYTHON) -m venv $(VENV)

# torch comes first and alone, so that a CPU build can be chosen for it and the rest takes that.
$(CORE): pyproject.toml constraints.txt | $(BIN)/pip
	@echo "Installing torch$(if $(TORCH_INDEX), from $(TORCH_INDEX))"
	@$(call pip,--no-deps -c constraints.txt $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) torch)
	@echo "Installing advisor and what it needs (some minutes the first time)"
	@$(call pip,-c constraints.txt -e .)
	@touch $@

$(DEV): pyproject.toml constraints.txt $(CORE)
	@echo "Installing the tools for tests and checks"
	@$(call pip,-c constraints.txt -e '.[dev]')
	@touch $@
