# The commands of the project; `make help` lists them.

PYTHON ?= python3
# Modules are compiled when they are first imported, so that has to be kept.
export PYTHONDONTWRITEBYTECODE=

.DEFAULT_GOAL := help
.PHONY: help run count test lint format bench screenshots deploy requirements clean

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 22

# exec leaves no shell between make and the service: the service watches its parent.
run: ## run the whole service at http://127.0.0.1:8000 (PORT=, DATA=, FETCH_ALLOWED_NETWORKS=)
	@exec $(PYTHON) local/install.py local/requirements.txt local run $(if $(PORT),--port $(PORT)) $(if $(DATA),--data '$(DATA)')

count: ## count the words of one page and print them (URL=, a file's path works too)
	@exec $(PYTHON) local/install.py local/requirements.txt local count
count: export URL := $(value URL)

test: .venv/dev lint ## check the style and the types, and run the tests
	@.venv/bin/python -m tests.deployment.wheels
	.venv/bin/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

bench: .venv/dev ## print the figures side by side with what one would use instead
	.venv/bin/python -m benchmarks.counting
	.venv/bin/python -m benchmarks.fetching
	.venv/bin/python -m benchmarks.cold_start
	.venv/bin/python -m benchmarks.jobs
	.venv/bin/python -m benchmarks.page

# The stage arrives in the environment like all variables given to make, where no shell reads it.
deploy: ## deploy to AWS (STAGE=, STEP= for some steps only, ALARM_EMAIL=, TICKET_EMAIL=, MONTHLY_BUDGET=, NETWORK_NUMBER=)
	@exec $(PYTHON) local/install.py local/requirements.txt deploy "$$STAGE" $(STEP)
deploy: export STAGE ?=

screenshots: .venv/dev ## take the pictures in docs/screenshots/ anew
	.venv/bin/python -m tests.browser.screenshots

lint: .venv/dev ## check the style and the types only
	.venv/bin/ruff format --check
	.venv/bin/ruff check
	.venv/bin/mypy

format: .venv/dev ## put the code into the house's format
	.venv/bin/ruff format
	.venv/bin/ruff check --fix

.venv/dev:
	@$(PYTHON) local/install.py requirements-dev.txt
.PHONY: .venv/dev

COMPILE = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command 'make requirements' pyproject.toml

requirements: .venv/dev ## compile the pinned requirements from pyproject.toml (ARGS=--upgrade)
	$(COMPILE) --group local --group dev -o requirements-dev.txt $(ARGS)
	$(COMPILE) --group local -c requirements-dev.txt -o local/requirements.txt
	$(COMPILE) -c requirements-dev.txt -o requirements.txt

clean: ## remove what was set up, and the results of earlier runs
	git clean -fdXq vendor
	rm -rf .venv .local .chalice/deployments .mypy_cache .ruff_cache .pytest_cache .hypothesis
