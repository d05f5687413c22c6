# Everything starts here: `make run` sets up and starts the service, `make test` sets up and tests it.
# Needed beforehand: Python 3.11 or newer (with venv) and make.

UV_VERSION := 0.13.8
WORKERS ?= 2

TOOLS := .venv-tools/$(UV_VERSION)
UV := $(TOOLS)/bin/uv
BIN := .venv/bin
READY := .venv/ready
PYTEST := $(BIN)/pytest
# each worker begins with a part of its own, so that what a file makes for its tests is made once
SIDE_BY_SIDE := $(PYTEST) -n $(WORKERS) --dist worksteal

# what needs more than Python or more than minutes: browsers, other people's servers, rehearsed faults, odd input
SLOW := $(wildcard tests/browser tests/peers tests/drills tests/fuzz tests/integration/test_embedded_postgres.py)
# what starts whole processes, waits, walks other systems' recipes or plays a hundred cases over again: once is enough, on
# the oldest database with the rest that is stored
LONG := $(wildcard $(addprefix tests/integration/,cli doors encryption mail test_start_of_the_web.py) \
	$(addprefix tests/integration/database/,test_when_it_is_away.py test_patience.py) \
	$(addprefix tests/journeys/,integrations $(addprefix test_,going_live.py options_make_a_difference.py \
	policies_side_by_side.py)))
# what goes on for as long as it is given examples
FUZZ := $(wildcard tests/fuzz tests/peers/test_api_schema.py)
# a journey that comes by all that is stored of a case; the other journeys send the same statements again
JOURNEY := $(wildcard tests/journeys/test_case_over_the_api.py)
# what sends statements of its own to the database, and so runs on the oldest supported one too
STORED := $(wildcard tests/contracts tests/integration) $(JOURNEY) $(filter tests/journeys/%,$(LONG))
# and what of it also runs through a pooler that gives out a connection for a transaction
POOLED := $(wildcard tests/contracts tests/integration/database) $(JOURNEY)
# contracts are tried on fakes in memory too, which know nothing of databases
ON_DATABASES := -k 'not [memory'

# no Python is downloaded behind anybody's back
export UV_PYTHON_DOWNLOADS := never

MAKEFLAGS += --no-builtin-rules --no-print-directory
.DELETE_ON_ERROR:
.PHONY: help run test test-all fuzz check lint types imports clauses mutants transcripts pictures format assets release setup chromium nginx redis

help:  ## say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1\t\2/' | expand -t 16

run: setup assets  ## set up and start everything, on the embedded database
	$(BIN)/contact-gateway demo

test: check assets  ## set up and pass the tests, in a few minutes
	$(SIDE_BY_SIDE) $(SLOW:%=--ignore=%) $(LONG:%=--ignore=%) tests

test-all: test  ## and the slow ones: browsers, other servers, drills
	tools/with_oldest_postgres.sh $(SIDE_BY_SIDE) $(ON_DATABASES) $(STORED) --ignore=tests/integration/test_embedded_postgres.py
	tools/with_oldest_postgres.sh tools/with_pgbouncer.sh $(SIDE_BY_SIDE) $(ON_DATABASES) $(LONG:%=--ignore=%) $(POOLED)
ifneq ($(SLOW),)
	@$(MAKE) chromium nginx redis
	$(SIDE_BY_SIDE) $(FUZZ)
	$(PYTEST) $(FUZZ:%=--ignore=%) $(filter-out $(FUZZ),$(SLOW))
endif

fuzz: setup  ## thousands of odd forms, mails, files and requests at everything that takes any; an hour or two
	$(SIDE_BY_SIDE) --hypothesis-profile=fuzz --timeout=10800 $(FUZZ)

check: lint types imports  ## what is told without running anything

lint: setup  ## style, and faults that can be seen
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup  ## every value has its type
	$(BIN)/mypy

imports: setup  ## imports only ever go down
	$(BIN)/lint-imports --no-logo

clauses: setup  ## print each clause of the policies, how it is met, by which test, and whether that passes
	$(BIN)/python tools/clauses.py

mutants: setup  ## take away what each clause asks for, and look whether its tests fail; MUTATE="TUN-8.4" for some
	$(BIN)/python -m tools.mutate_clauses $(MUTATE)

transcripts: setup  ## play six calls and write down what everybody hears
	$(BIN)/contact-gateway simulate transcripts --to docs/transcripts.md

pictures: setup assets chromium  ## open the pages of the demo and keep what they look like in docs/pictures
	$(BIN)/python -m tools.pictures
	$(BIN)/python -m tools.picture_letters

format: setup  ## put the code into the house style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

assets: setup  ## fetch the style sheets that the pages use
	@$(BIN)/python tools/fetch_assets.py

release: assets  ## leave what production needs, without the tools of development
	$(UV) sync --frozen --no-dev --quiet --compile-bytecode
	@rm $(READY)

setup: $(READY)  ## make the Python environment

$(READY): pyproject.toml uv.lock $(UV)
	$(UV) sync --frozen --quiet $(if $(wildcard $(BIN)/python),,--python $(TOOLS)/bin/python)
	@touch $@

$(UV):
	@tools/make_tools.sh $(TOOLS) uv==$(UV_VERSION)

chromium:
	@tools/need.sh chromium chromium "The browser tests"

nginx:
	@tools/need.sh nginx nginx-light "The tests of the proxy"

redis:
	@tools/need.sh redis-server redis-server "The tests of Redis"
