# Sets the product up, runs it and checks it. Needs Python 3.11 or newer with venv, and make; `make help` lists the targets.

PYTHON ?= python3
PORT ?= 5000
UV_VERSION := 0.13.9

# Settings of the product (competence/config.py); what the environment says wins.
export COMPETENCE_DEMO ?= 1
export COMPETENCE_LOG_LEVEL ?= warning
export COMPETENCE_PUBLIC_URL ?= http://localhost:$(PORT)

# The tests start many small processes; each would compile every file anew.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
FLASK := $(BIN)/flask --app wsgi
# The tests' databases lie in memory where there are 6 GB to spare, of it and of what it may be used for: waiting for a
# disk tells them nothing, since what they do to a database is kill it, and power is cut only in a model.
IN_MEMORY := $(shell { df -kP /dev/shm | tail -n 1; grep MemAvailable /proc/meminfo; } 2>/dev/null | \
	awk '$$4 > 6000000 { room = 1 } /^MemAvailable/ && $$2 > 6000000 && room { print "TMPDIR=/dev/shm" }')
PYTEST := $(IN_MEMORY) $(BIN)/pytest -q
SOURCES := competence tests wsgi.py
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard competence/translations/*/LC_MESSAGES/*.po))
MAKEFLAGS += --no-print-directory
SYNCED := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

.DEFAULT_GOAL := help
.PHONY: help run test static-checks tests-of-pages tests-of-the-house tests-of-pages-on-postgresql tests-of-the-rest-on-postgresql tests-in-the-browser tests-of-the-rest night-on-sqlite night-on-postgresql chromium calcurse soffice attack asvs bench nightly soak sabotage mutants screenshots papers-opened lock advisories format translations clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1: /p' $(MAKEFILE_LIST) | while IFS=: read -r name what; do printf '  make %-14s%s\n' "$$name" "$$what"; done

# --- set-up: one virtual environment; what is installed is what a lock file names, by hash ---

$(UV):
	@command -v $(PYTHON) >/dev/null || { echo 'Python 3.11 or newer is needed, as $(PYTHON) on the path (or: make PYTHON=/path/to/python3).' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) -V). Name another: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo 'Making the virtual environment $(VENV)'
	@rm -f $(VENV)/run.stamp $(VENV)/test.stamp
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

# Where the tools of the tests were installed they stay: the larger lock holds the smaller one.
$(VENV)/run.stamp: requirements.lock $(UV)
	@echo 'Installing what the product needs'
	@$(UV) pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes $(if $(wildcard $(BIN)/pytest),requirements-dev.lock,requirements.lock)
	@touch $@

$(VENV)/test.stamp: requirements-dev.lock $(UV)
	@echo 'Installing what the tests need'
	@$(UV) pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements-dev.lock
	@touch $@ $(VENV)/run.stamp

%.mo: %.po | $(VENV)/run.stamp
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale $(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $<)))

# --- running ---

# $(call step,what,command): one line that says what is checked and how it went; the command's words only where it fails
# (with a third argument its last line in any case).
step = @printf '%-44s' '$(1)'; begin=$$(date +%s); \
	if log=$$($(2) 2>&1); then echo "ok, $$(($$(date +%s) - begin)) s$(if $(3),: $$(printf '%s' "$$log" | tail -n 1))"; else echo FAILED; printf '%s\n' "$$log"; exit 1; fi

run: $(VENV)/run.stamp $(CATALOGUES) ## migrate, fill an empty database with the demo, serve on http://localhost:5000 (PORT=8080)
	@$(BIN)/python -c 'import socket; socket.create_server(("127.0.0.1", $(PORT))).close()' 2>/dev/null || { \
		echo 'Port $(PORT) is taken. Choose another: make run PORT=8080' >&2; exit 1; }
	$(call step,Tables as this version wants them,$(FLASK) db upgrade)
ifneq ($(COMPETENCE_DEMO),0)
	@$(FLASK) demo --if-empty
endif
	@echo 'Serving on http://localhost:$(PORT); the sign-in page shows the demo accounts. Ctrl-C stops it and keeps the data.'
	@exec $(BIN)/granian --interface wsgi --host 127.0.0.1 --port $(PORT) --workers 2 --blocking-threads 1 --log-level warning wsgi:app

# --- checking ---

BEGAN := $(shell date +%s)

test: $(VENV)/test.stamp $(CATALOGUES) chromium calcurse ## every check: format, lint, types, import contracts, tests on SQLite and on PostgreSQL, browser
	@echo 'Four checks run at a time, the longest first: they wait a good deal; each is told when it is done'
	@$(MAKE) --jobs=4 --keep-going $(SYNCED) $(TESTS) static-checks
	@spent=$$(($$(date +%s) - $(BEGAN))); echo "Every check passed, in $$((spent / 60)) min $$((spent % 60)) s."

static-checks: $(VENV)/test.stamp
	$(call step,Python is formatted (ruff),$(BIN)/ruff format --check $(SOURCES))
	$(call step,Python is clean (ruff),$(BIN)/ruff check $(SOURCES))
	$(call step,Templates are clean (djlint),$(BIN)/djlint --lint --quiet templates)
	$(call step,Types hold (mypy --strict),$(BIN)/mypy $(SOURCES))
	$(call step,Packages keep their order (import-linter),$(BIN)/lint-imports --no-logo)
	$(call step,Dependencies are the declared ones (deptry),$(BIN)/deptry --no-ansi .)

# Runs of pytest that share nothing, the longest first; what the others do not name falls to the one of the rest. Who waits
# most (in the browser) begins early, beside who never waits: alone at the end it would leave a core idle. Chromium and
# calcurse stand at `test`: as prerequisites here they would let the longest wait until a place is free.
TESTS := tests-of-the-rest tests-in-the-browser tests-of-pages tests-of-the-rest-on-postgresql tests-of-the-house tests-of-pages-on-postgresql
pytest = $(call step,$(1),$(PYTEST) $(2) -o cache_dir=.cache/$@,told)

tests-of-pages-on-postgresql: $(VENV)/test.stamp $(CATALOGUES)
	$(call pytest,Pages on PostgreSQL,--database postgresql tests/web)

tests-of-the-rest-on-postgresql: $(VENV)/test.stamp $(CATALOGUES)
	$(call pytest,What else touches the database there,--database postgresql --ignore tests/web)

tests-of-pages: $(VENV)/test.stamp $(CATALOGUES)
	$(call pytest,Pages on SQLite,--database sqlite tests/web)

tests-of-the-house: $(VENV)/test.stamp $(CATALOGUES)
	$(call pytest,The rules of the house on SQLite,--database sqlite tests/house)

tests-in-the-browser: $(VENV)/test.stamp $(CATALOGUES)
	$(call pytest,Pages in Chromium,--database sqlite tests/browser)

tests-of-the-rest: $(VENV)/test.stamp $(CATALOGUES)
	$(call pytest,Everything else on SQLite,--database sqlite --ignore tests/web --ignore tests/house --ignore tests/browser)

# $(call package,programs,name,why,otherwise): one of the programs is there; where none is, an administrator's machine gets
# it from its packages, and anybody else is told what to do.
package = @for one in $(1); do command -v "$$one" >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo 'Installing $(2) from the system packages'; \
		{ apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $(2); } >/dev/null; \
	else \
		echo '$(3). On Debian: sudo apt install $(2)$(4)' >&2; exit 1; \
	fi

chromium:
	$(call package,$$COMPETENCE_CHROMIUM chromium chromium-browser google-chrome,chromium,The browser tests need Chromium,; or name one: COMPETENCE_CHROMIUM=/path/to/chrome make test)

# One of the two calendar programs that read our invitations (the other, khal, is in the lock file).
calcurse:
	$(call package,calcurse,calcurse,The calendar tests need calcurse)

# What opens our tables before a release; no test of every day needs it.
soffice:
	$(call package,soffice,libreoffice-calc,This needs LibreOffice)

attack: $(VENV)/test.stamp $(CATALOGUES) ## attacks on the figures of 2,000 invented houses, and on 500 rounds of sealed answers with all a thief could hold
	@$(BIN)/python -m tests.attack

asvs: $(VENV)/test.stamp ## how many items of OWASP ASVS 5.0 have no test or document yet, and which
	@$(PYTEST) -s tests/house/test_asvs.py -k gaps | grep ASVS

bench: $(VENV)/test.stamp $(CATALOGUES) ## statements, bytes and requests per second of the main pages, and how they grow
	@$(BIN)/python -m tests.bench

nightly: $(VENV)/test.stamp $(CATALOGUES) chromium ## what takes hours, on both databases: crowds, servers killed, power cut, disks that fail, requests sent again by others, houses that change, every old version, the nights of eleven years
	@$(BIN)/python -m tests.bench --nightly
	@echo 'Now the tests with the whole night, on both databases side by side; each is told when it is done'
	@$(MAKE) --jobs=2 --keep-going $(SYNCED) night-on-sqlite night-on-postgresql
	@spent=$$(($$(date +%s) - $(BEGAN))); echo "The night has passed, in $$((spent / 3600)) h $$((spent / 60 % 60)) min."

night-on-sqlite night-on-postgresql: night-on-%: $(VENV)/test.stamp $(CATALOGUES)
	@echo 'The whole night on $*'
	@$(PYTEST) --nightly --database $* $(NIGHTLY) $(if $(filter postgresql,$*),tests/web) -o cache_dir=.cache/$@

# Tests that go on for long when they have the night, and those of which a day runs a part; PostgreSQL also has all pages.
NIGHTLY := tests/browser tests/crowds tests/durability tests/house/test_access.py tests/house/test_all_or_nothing.py tests/house/test_as_if_it_were_not_there.py tests/house/test_hostile_values.py tests/house/test_markup_people_write.py tests/house/test_mass_assignment.py tests/house/test_old_versions.py tests/house/test_sent_twice.py tests/house/test_visibility.py tests/privacy tests/replay tests/state tests/web/test_pages_keep_nothing.py tests/web/test_sealed.py tests/web/test_sealed_preparation.py

MINUTES ?= 120

soak: $(VENV)/test.stamp $(CATALOGUES) ## two hours of twenty people on each database: no memory, file or connection is kept (MINUTES=5)
	@$(BIN)/python -m tests.bench --soak $(MINUTES)

sabotage: $(VENV)/test.stamp $(CATALOGUES) ## break the product on purpose, one defect at a time: each must turn its named test red
	@$(BIN)/python -m tests.sabotage $(if $(WORD),-k $(WORD))

mutants: $(VENV)/test.stamp $(CATALOGUES) ## change one condition, number or line of what trust rests on at a time: each must turn a test red
	@$(BIN)/python -m tests.mutants $(if $(WORD),-k '$(WORD)')

screenshots: $(VENV)/test.stamp $(CATALOGUES) chromium calcurse ## the README's pictures, made from the demo; and an invitation in two calendars
	@$(BIN)/python -m tests.browser.screenshots
	@$(BIN)/python -m tests.calendars.picture
	@$(BIN)/python -m tests.papers.pictures

papers-opened: $(VENV)/test.stamp $(CATALOGUES) soffice ## open every kind of table that can be taken away with LibreOffice: nothing in it is calculated (before each release)
	@$(PYTEST) --database sqlite tests/papers/opened.py

# --- maintenance ---

COMPILE = $(UV) pip compile --quiet --python $(BIN)/python --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

lock: $(UV) ## choose the newest versions that pyproject.toml allows, and write them down with their hashes
	@$(COMPILE) --upgrade pyproject.toml --output-file requirements.lock
	@$(COMPILE) --upgrade pyproject.toml --group test --group lint --constraint requirements.lock --output-file requirements-dev.lock

# Fails too where a package's advisories cannot be had: what was not looked up is not known to be sound.
advisories: $(UV) ## known holes in what is installed to run (on a machine with internet, before each release)
	@$(UV) tool run pip-audit==2.10.1 --requirement requirements.lock --require-hashes --disable-pip --strict

format: $(VENV)/test.stamp ## format Python
	@$(BIN)/ruff check --quiet --fix-only $(SOURCES)
	@$(BIN)/ruff format --quiet $(SOURCES)

translations: $(VENV)/test.stamp ## collect the Danish texts and put new ones into the English catalogue
	@$(BIN)/python -m tests.house.translations

clean: ## remove the virtual environment and the caches; the data in instance/ stay
	@rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
