# The commands of the project; `make help` lists them.

PYTHON ?= python3
# Modules are compiled when they are first imported, so that has to be kept.
export PYTHONDONTWRITEBYTECODE=

# What is given to make as VARIABLE=… is text, and nothing in it is for make or a shell to run: it reaches the
# commands in their environment.
override GIVEN := $(foreach name,$(.VARIABLES),$(if $(filter command,$(origin $(name))),$(name)))
$(foreach name,$(filter-out PYTHON ARGS,$(GIVEN)),$(eval override $(name) := $$(value $(name)))$(eval export $(name)))

.DEFAULT_GOAL := help
.PHONY: help run count test lint format coverage chaos bench screenshots deploy release requirements clean

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 22

# exec leaves no shell between make and the service: the service watches its parent.
run: ## run the whole service at http://127.0.0.1:8000 (PORT=, DATA=, FETCH_ALLOWED_NETWORKS=)
	@exec $(PYTHON) local/install.py local/requirements.txt local run

# LANGUAGE is a variable of gettext too: only the one that is given here is meant.
ifeq ($(filter LANGUAGE,$(GIVEN)),)
unexport LANGUAGE
endif

count: ## count the words of a page, a file or a text (URL= or < notes.txt; TEXT=main, FORMAT=csv, LIMIT=, STOP_WORDS=include, LANGUAGE=)
	@exec $(PYTHON) local/install.py local/requirements.txt local count

# Where ARGS names files, they run without anything that they do not need: the style, the page's own tests, the
# wheels that packages are made of, processes beside one another for a single file.
NAMED := $(filter-out tests/,$(filter tests/%,$(ARGS)))
PROCESSES := $(if $(and $(findstring .py,$(NAMED)),$(filter 1,$(words $(NAMED)))),0,4)

test: .venv/dev $(if $(NAMED),,lint) ## check the style and the types, and run the tests; or only some (ARGS=tests/unit/test_urls.py)
ifneq ($(if $(NAMED),$(filter tests/deployment%,$(NAMED)),all),)
	@.venv/bin/python -m tests.deployment.wheels
endif
ifeq ($(NAMED),)
	.venv/bin/python -m local.javascript test
endif
	.venv/bin/python -m pytest -n $(PROCESSES) --dist loadfile --no-loadscope-reorder $(ARGS)

coverage: .venv/dev ## print which lines no unit or integration test runs; fails where they are more than 2 %
	.venv/bin/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder tests/unit tests/integration \
		--cov=chalicelib --cov-report=term:skip-covered

chaos: .venv/dev ## kill, cut and freeze the service's parts under jobs, and look for each (SEED=, JOBS=, ARGS=--each, --upgrade, --calm)
	.venv/bin/python -m tests.reliability.chaos $${SEED:+--seed "$$SEED"} $${JOBS:+--jobs "$$JOBS"} $(ARGS)

bench: .venv/dev ## print the figures side by side with what one would use instead
	.venv/bin/python -m benchmarks.counting
	.venv/bin/python -m benchmarks.fetching
	.venv/bin/python -m benchmarks.cold_start
	.venv/bin/python -m benchmarks.jobs
	.venv/bin/python -m benchmarks.service
	.venv/bin/python -m benchmarks.fairness
	.venv/bin/python -m benchmarks.exploring
	.venv/bin/python -m benchmarks.page

# A shell parts the steps at their spaces, and does nothing else to them.
deploy: ## deploy to AWS (STAGE=, STEP= for some steps only, ALARM_EMAIL=, TICKET_EMAIL=, MONTHLY_BUDGET=, EGRESS=, NETWORK_NUMBER=, TIME=)
	@set -f; exec $(PYTHON) local/install.py local/requirements.txt deploy "$$STAGE" $$STEP

release: .venv/dev ## write a version and its date where they stand, commit and tag (VERSION=1.2.0)
	@.venv/bin/python -m deploy.cut_release "$$VERSION"

screenshots: .venv/dev ## take the pictures in docs/screenshots/ anew
	.venv/bin/python -m tests.browser.screenshots

lint: .venv/dev ## check the style and the types only
	.venv/bin/ruff format --check
	.venv/bin/ruff check
	.venv/bin/mypy
	.venv/bin/python -m local.javascript lint

format: .venv/dev ## put the code into the house's format
	.venv/bin/ruff format
	.venv/bin/ruff check --fix
	.venv/bin/python -m local.javascript format

.venv/dev:
	@$(PYTHON) local/install.py requirements-dev.txt
.PHONY: .venv/dev

PINNED = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command 'make requirements'
COMPILE = $(PINNED) pyproject.toml

requirements: .venv/dev ## compile the pinned requirements from pyproject.toml (ARGS=--upgrade)
	$(COMPILE) --group local --group dev -o requirements-dev.txt $(ARGS)
	$(COMPILE) --group local -c requirements-dev.txt -o local/requirements.txt
	$(COMPILE) -c requirements-dev.txt -o requirements.txt
	$(PINNED) --group node -o local/node.txt $(ARGS)

clean: ## remove what was set up, and the results of earlier runs
	git clean -fdXq vendor
	rm -rf .venv node_modules .local .chalice/deployments .mypy_cache .ruff_cache .pytest_cache .hypothesis
