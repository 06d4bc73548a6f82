# Everything a newcomer types. Each target sets up what it needs by itself (bin/setup) and asks nothing.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo rehearsal test test-slow check bench lock

PORT ?= 8000
RESET ?=
PYTHON := .venv/bin/python
GUICHET := .venv/bin/guichet
PYTEST := $(PYTHON) -m pytest

help: ## Affiche cette aide
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

demo: ## Lance le site avec le programme 2020 (PORT=8000, RESET=1 pour repartir de zéro)
	@bin/setup
	@$(GUICHET) demo --port $(PORT) $(if $(RESET),--reset)

rehearsal: ## Rejoue le programme 2020 sans serveur : bilan PDF et données ouvertes dans var/rehearsal/
	@bin/setup
	@$(GUICHET) rehearse

test: ## Passe les essais rapides (SQLite, PostgreSQL, Valkey, SMTP, navigateur)
	@bin/setup dev
	@$(PYTEST) -m "not slow" -n 3 --dist worksteal

test-slow: ## Passe les essais longs (tempêtes, coupures, propriétés)
	@bin/setup dev
	@$(PYTEST) -m slow -n 3 --dist worksteal

check: ## Relit le code : ruff, mypy, import-linter, djlint, migrations
	@bin/setup dev
	@bin/check

bench: ## Mesure le site à côté d’un plancher nu
	@bin/setup dev
	@$(PYTHON) -m bench
	@$(PYTHON) -m bench.flow
	@$(PYTHON) -m bench.selection
	@$(PYTHON) -m bench.room
	@$(PYTHON) -m bench.calibration
	@$(PYTHON) -m bench.letters

lock: ## Refait requirements/*.txt d’après pyproject.toml
	@bin/setup dev
	@bin/lock
