# The commands of a checkout. `make run` brings up a living hall, `make test` proves the house.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := .make
VENDOR := display_server/static/vendor
CATALOGUES := $(wildcard */locale/*/LC_MESSAGES/*.po)
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: setup system assets catalogues words run test quick node-tests check probe mutants audit sbom bench fairness contract-types hall-file-reference screenshots kiosk-screens lock clean

setup: system $(STAMPS)/python assets catalogues

run: setup
	$(BIN)/motcua demo $(DEMO)

# So many test processes beside each other, one more than the reference machine has cores: tests wait for pages and clocks.
# The tests of one file stay together, and files come in their order: slow ones of few tests would otherwise be last.
TESTERS ?= 3
test: setup check node-tests
	$(BIN)/python -m pytest --numprocesses $(TESTERS) --dist loadfile --no-loadscope-reorder

# The unit base: the pure rooms, and devices against their virtual twins. No server, browser, window or PostgreSQL.
QUICK := $(addprefix tests/display_server/,domain hall_file/test_reference.py statistics/test_measures.py \
	statistics/test_report.py simulation/replay/test_cast.py simulation/replay/test_real_day.py) \
  $(addprefix tests/hardware/,led/test_modbus_ascii.py scanners/test_codes.py test_answers.py test_defined_letters.py \
	test_letters.py test_presenter.py test_printer_addresses.py test_profiles.py test_self_test.py test_stored_logo.py \
	test_usb_printers.py test_vietnamese_on_paper.py test_virtual_printer.py) \
  $(addprefix tests/kiosk_app/,flow input/test_keyboard.py issuing/test_offline_catalogue.py printing/test_roll.py \
	printing/test_ticket_layout.py printing/test_ticket_template.py speech/test_listening.py speech/test_spoken_scans.py \
	speech/test_one_home_for_a_sentence.py window/test_line_breaks.py window/test_theme.py test_words.py) tests/test_installing.py
PROBES := tests/display_server/api/test_probe.py $(wildcard tests/*/test_whatever_*.py tests/*/*/test_whatever_*.py)
quick: setup node-tests
	$(BIN)/python -m pytest --quiet --numprocesses $(TESTERS) --dist loadfile $(QUICK)

# What the pages' scripts decide, without a browser.
node-tests: assets
	node --import ./tests/node/setup.mjs --test \
	  --test-reporter=./tests/node/reporter.mjs --test-reporter-destination=stdout $(wildcard tests/*/static/*.test.mjs)

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	node_modules/.bin/tsc --project jsconfig.json

# What strangers, devices and programs could send, many times more of it than in `make test`; half an hour.
probe: setup
	MOTCUA_PATIENCE=hours $(BIN)/python -m pytest --numprocesses $(TESTERS) --dist load -rP $(PROBES)

# Is anything known against the packages in the lock files? Ends with 1 where something is, with 3 where that was not checked.
audit: setup
	$(BIN)/python -m tests.release.audit

# Which packages a release consists of: CycloneDX files in dist/, beside the wheel.
sbom: setup
	$(BIN)/python -m tests.release.sbom

# Breaks the rules of display_server/domain one by one: which breaks does no test of the domain find, and what share is found?
mutants: setup
	rm -rf mutants
	$(BIN)/mutmut run
	$(BIN)/mutmut results
	$(BIN)/mutmut export-cicd-stats
	$(BIN)/mutmut badge --label "mutants killed" --output mutants/share.json
	@grep message mutants/share.json

bench: setup
	$(BIN)/python -m tests.bench

# The tables of docs/fairness.md, from the engine itself.
fairness: setup
	$(BIN)/python -m tests.fairness

# The contract as the pages' scripts know it.
contract-types: setup
	$(BIN)/python -m display_server.pages.contract_types > display_server/static/contract.d.ts

# docs/hall_file.md, from the tables that check hall files.
hall-file-reference: setup
	$(BIN)/python -m display_server.hall_file.reference > docs/hall_file.md

# The pictures in the README and in docs/kiosk_screens.md, taken from the living demonstration.
screenshots: setup
	$(BIN)/python -m tests.screenshots docs/screenshots

# Every screen of the kiosk, in both orientations and with every aid.
kiosk-screens: setup
	$(BIN)/python -m tests.kiosk_pictures kiosk_screens

# --- what setup is made of ---

system: $(STAMPS)/system

$(STAMPS)/system: apt-packages.txt
	@sh .ci/system-packages apt-packages.txt
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/python: requirements-dev.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@mkdir -p $(STAMPS) && touch $@

assets: $(STAMPS)/assets

$(STAMPS)/assets: package-lock.json
	npm ci --no-audit --no-fund --loglevel=error
	rm -rf $(VENDOR) && mkdir -p $(VENDOR)/lit-html/directives $(VENDOR)/fonts
	cp node_modules/lit-html/lit-html.js node_modules/lit-html/directive.js node_modules/lit-html/directive-helpers.js $(VENDOR)/lit-html/
	cp node_modules/lit-html/directives/repeat.js node_modules/lit-html/directives/live.js $(VENDOR)/lit-html/directives/
	cp node_modules/socket.io-client/dist/socket.io.esm.min.js $(VENDOR)/
	cp node_modules/uplot/dist/uPlot.esm.js node_modules/uplot/dist/uPlot.min.css $(VENDOR)/
	for weight in 400 500 600 700 800; do \
	  for part in latin latin-ext vietnamese; do \
	    cp node_modules/@fontsource/be-vietnam-pro/files/be-vietnam-pro-$$part-$$weight-normal.woff2 $(VENDOR)/fonts/; \
	  done; \
	done
	@mkdir -p $(STAMPS) && touch $@

catalogues: $(CATALOGUES:.po=.mo)

%.mo: %.po | $(STAMPS)/python
	$(BIN)/pybabel compile --use-fuzzy --input-file $< --output-file $@ --statistics

# --- for developers ---

# Collects the words of every room into its catalogues; translate what is new, then `make catalogues`.
# A further language, Khmer for one: `make words LANGUAGES="vi en km"`. It is kept up by every `make words` afterwards.
LANGUAGES ?= $(sort $(notdir $(wildcard */locale/*)))
words: $(STAMPS)/python
	for room in display_server counter_panel kiosk_app; do \
	  $(BIN)/pybabel extract --mapping-file pyproject.toml --keywords "N_ Closed:1 Refused:1 NotAllowed:1 NotFound:1 NotSignedIn:1 Forbidden:1 Unavailable:1 TooOften:1 NotValid:2 WantsCode:1" --no-location --sort-output \
	    --omit-header --output-file .make/$$room.pot $$room && \
	  for language in $(LANGUAGES); do \
	    $(BIN)/pybabel update --init-missing --ignore-obsolete --no-fuzzy-matching --omit-header --no-wrap --domain motcua \
	      --input-file .make/$$room.pot --output-dir $$room/locale --locale $$language; \
	  done; \
	done

# The packages of a server, of a kiosk and of a developer, each with its hash.
LOCK := --universal --python-version 3.11 --generate-hashes --no-header --quiet
lock:
	uv pip compile pyproject.toml --extra server $(LOCK) --output-file requirements-server.lock
	uv pip compile pyproject.toml --extra kiosk $(LOCK) --output-file requirements-kiosk.lock
	uv pip compile pyproject.toml --all-extras --group dev --group release $(LOCK) --output-file requirements-dev.lock
	npm install --package-lock-only --no-audit --no-fund

clean:
	rm -rf $(VENV) $(STAMPS) node_modules $(VENDOR) dist mutants
