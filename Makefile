# Two commands carry the project: `make run` and `make test`. The rest are parts of them.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN    := .venv/bin
FLASK  := $(BIN)/flask --app wsgi
PYTEST := $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder
VENDOR := app/static/vendor

# pip's settings for an index or a certificate store hold for uv as well, and node trusts what the machine trusts.
ifdef PIP_INDEX_URL
export UV_DEFAULT_INDEX ?= $(PIP_INDEX_URL)
endif
ifdef PIP_CERT
export SSL_CERT_FILE ?= $(PIP_CERT)
endif
export UV_SYSTEM_CERTS ?= 1
export NODE_USE_SYSTEM_CA ?= 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# pip works from outside the virtual environment, so that a Python without ensurepip will do.
PIP        = $(PYTHON) -m pip --python $(BIN)/python
UV         = $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes
PIP_HASHED = $(PIP) install --quiet --require-hashes
NPM        = PATH="$(CURDIR)/$(BIN):$$PATH" npm --loglevel=error

.PHONY: help
help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  \1\t/' | expand -t 12

# ---- installing ----

.PHONY: install
install: .venv/.run $(VENDOR)/.built .env ## dependencies, stylesheet, fonts and a local .env

.venv/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed.")'
	@echo 'Making .venv ...'
	@$(PYTHON) -m venv --clear --without-pip .venv
	@touch $@

.venv/.install: requirements/install.txt .venv/.python
	@$(PIP_HASHED) -r $< || echo 'uv is not to be had; pip installs instead.'
	@touch $@

.venv/.run: requirements/run.txt .venv/.install
	@echo 'Installing what the service needs ...'
	@$(UV) -r $< || $(PIP_HASHED) -r $<
	@touch $@

.venv/.test: requirements/test.txt .venv/.run
	@echo 'Installing what the tests need ...'
	@$(UV) -r $< || $(PIP_HASHED) -r $<
	@touch $@

# Node only builds the stylesheet; where the machine has none that is new enough, a wheel brings it.
.venv/.node: requirements/node.txt .venv/.install
	@{ node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 20) ? 0 : 1)' \
		&& command -v npm; } >/dev/null 2>&1 || $(UV) -r $< || $(PIP_HASHED) -r $<
	@touch $@

node_modules/.installed: package.json package-lock.json .npmrc .venv/.node
	@echo 'Installing the stylesheet, the fonts and the browser checks ...'
	@$(NPM) ci --ignore-scripts >/dev/null
	@touch $@

$(VENDOR)/.built: designsystemet.config.json node_modules/.installed
	@echo 'Building the theme ...'
	@$(NPM) run theme >/dev/null
	@rm -rf $(VENDOR)
	@mkdir -p $(VENDOR)/designsystemet $(VENDOR)/inter/files $(VENDOR)/fonts
	@cp node_modules/.theme/css/samhandling.css $(VENDOR)/designsystemet/theme.css
	@cp node_modules/@digdir/designsystemet-css/dist/src/index.css $(VENDOR)/designsystemet/components.css
	@cp node_modules/@digdir/designsystemet-css/LICENSE $(VENDOR)/designsystemet/
	@awk -v RS= -v ORS='\n\n' '/inter-latin-/' node_modules/@fontsource-variable/inter/index.css >$(VENDOR)/inter/inter.css
	@cp node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2 \
		node_modules/@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2 $(VENDOR)/inter/files/
	@cp node_modules/@fontsource-variable/inter/LICENSE $(VENDOR)/inter/
	@cp node_modules/@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf $(VENDOR)/fonts/Inter-Regular.ttf
	@cp node_modules/@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf $(VENDOR)/fonts/Inter-SemiBold.ttf
	@cp node_modules/@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf $(VENDOR)/fonts/Inter-Bold.ttf
	@cp node_modules/@expo-google-fonts/inter/LICENSE_FONT $(VENDOR)/fonts/LICENSE
	@touch $@

# Written once and never overwritten: the secrets in it open what the database holds.
.env:
	@umask 077 && $(PYTHON) -c 'from secrets import token_urlsafe as t; print("SAMHANDLING_MODE=demo", "SECRET_KEY=" + t(48), "LINK_KEY=" + t(48), sep="\n")' >$@

# ---- running ----

.PHONY: run
run: install ## the service with demo content on http://127.0.0.1:$PORT (8000)
	@$(FLASK) db upgrade
	@$(FLASK) register load app/registers/vestfold.toml
	@$(FLASK) demo load
	@exec $(FLASK) serve

# ---- checking ----

.PHONY: test
test: install .venv/.test chromium lint types contracts ## everything, on SQLite, PostgreSQL and in a real browser
	$(PYTEST)

.PHONY: check
check: install .venv/.test lint types contracts ## the fast part: no browser, no database server
	$(PYTEST) -m 'not browser and not postgresql'

.PHONY: lint
lint: .venv/.test ## style and formatting
	$(BIN)/ruff check
	$(BIN)/ruff format --check

.PHONY: types
types: .venv/.test ## types
	$(BIN)/mypy

.PHONY: contracts
contracts: .venv/.test ## which room may import which
	$(BIN)/lint-imports --no-logo

.PHONY: prove
prove: install .venv/.test chromium ## the long proofs, at most two hours; writes docs/evidence
	$(BIN)/python -m tests.prove

.PHONY: bench
bench: install .venv/.test ## small against large, at most ten minutes; SIZE=full takes hours
	$(BIN)/python -m bench

.PHONY: chromium
chromium:
	@command -v chromium >/dev/null || if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; \
	else \
		echo 'The browser tests need Chromium: install it as root («apt-get install chromium») and run this again.' >&2; exit 1; \
	fi

# ---- keeping ----

LOCK = $(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' $(UPGRADE)

.PHONY: lock
lock: .venv/.install .venv/.node ## resolve the dependencies anew; UPGRADE=--upgrade takes newer versions
	$(LOCK) requirements/install.in -o requirements/install.txt
	$(LOCK) requirements/node.in -o requirements/node.txt
	$(LOCK) requirements/run.in -o requirements/run.txt
	$(LOCK) requirements/test.in -o requirements/test.txt
	$(NPM) install --package-lock-only --ignore-scripts
	! grep -nE '"resolved"|^ *--(index|extra|find|trusted)|^[^#]*://.*(pypi|npmjs)' requirements/*.txt package-lock.json

.PHONY: translations
translations: .venv/.run ## find the messages anew; names those without nynorsk
	$(BIN)/python -m app.translations

.PHONY: clean
clean: ## remove what install and the checks made; keep .env and the database
	rm -rf .venv node_modules $(VENDOR) .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
