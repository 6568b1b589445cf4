# make run · make test · make chaos · make check · make measure · make calibrate · make numbers · make plot
# make screenshots · make schemas · make vectors · make lock
.PHONY: run test chaos check install format measure calibrate numbers plot screenshots schemas vectors lock

venv := .venv
installed := $(venv)/.installed
python := $(venv)/bin/python

run: install
	$(venv)/bin/tanya jalan

test: install
	$(venv)/bin/pytest -n 2 --dist loadfile

# A thousand saves, each written in one of the worst ways.
chaos: install
	HOSTILE_SAVES=1000 $(venv)/bin/pytest tests/live -k hostile

check: install
	$(venv)/bin/ruff format --check .
	$(venv)/bin/ruff check .
	$(venv)/bin/mypy

format: install
	$(venv)/bin/ruff format .
	$(venv)/bin/ruff check --fix .

measure: install
	@$(python) -m bench.measure

calibrate: install
	$(python) -m bench.calibrate

numbers: install
	@$(python) -m bench.numbers

plot: install
	$(python) -m bench.curve

screenshots: install
	$(python) -m docs.screenshots

schemas: install
	$(python) -m docs.schemas

# What words mean, distilled from a neural model that only this needs.
vectors: install
	$(venv)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r bench/vectors.lock
	$(python) -m bench.vectors

install: $(installed)

$(installed): requirements.lock pyproject.toml
	python3 -m venv --clear $(venv)
	$(venv)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(venv)/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# Needs uv; everything else only reads the lock file.
lock:
	uv pip compile pyproject.toml --group dev --generate-hashes --no-emit-index-url --no-header \
		--python-version 3.11 --output-file requirements.lock --upgrade
	uv pip compile --group vectors --constraint requirements.lock --generate-hashes \
		--no-emit-index-url --no-header --python-version 3.11 --output-file bench/vectors.lock --upgrade
