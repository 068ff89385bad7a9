# The entry points. Each sets up what it needs; what is there already is left alone.
.DEFAULT_GOAL := help
.PHONY: help build run watch test e2e check format screenshots bench demo reset third-language deny

export PATH := $(CURDIR)/node_modules/.bin:$(if $(POLDER_TOOLS),$(POLDER_TOOLS)/bin:)$(PATH)

help: ## this list
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 16

run: ## build quickly and serve on http://127.0.0.1:3000, with the demo on first start
	@[ -e $(or $(CARGO_TARGET_DIR),target)/trial/polder ] || echo "The first time takes about 10 minutes on two cores; later it takes seconds."
	scripts/setup run
	cargo build --profile trial --package server --bin polder
	scripts/build-islands target/site
	scripts/run

build: ## the program for real use and its islands: target/release/polder and target/site
	scripts/setup run
	POLDER_COMMIT=$$(git rev-parse HEAD 2>/dev/null) cargo build --release --package server --bin polder
	scripts/build-islands target/site

watch: ## serve, and build again at every change
	scripts/setup watch
	cargo leptos watch -- serve

test: ## every test: units, both databases, end to end in a browser
	scripts/setup test
	scripts/test

e2e: ## only the end-to-end tests
	scripts/setup test
	scripts/e2e

check: ## formatting, lints, documentation, dependencies, style sheets, scripts
	scripts/setup test
	scripts/check

format: ## put the code into the one format
	cargo fmt --all

screenshots: ## pictures of every page in target/screenshots, to be looked at
	scripts/setup test
	POLDER_SCREENSHOTS=$(CURDIR)/target/screenshots scripts/e2e --project screenshots

bench: ## requests per second and p99 against a bare server, on both databases
	scripts/setup node
	scripts/bench

demo: ## load the demo into an empty database (DATABASE_URL, else data/polder.db)
	cargo run --release --package server --bin polder -- demo

reset: ## throw away data/polder.db; the next `make run` loads the demo again
	rm -f data/polder.db data/polder.db-wal data/polder.db-shm data/loading.db*

third-language: ## prove that a language is one line and its files, on a copy with Esperanto added
	scripts/third-language

deny: ## licences, bans, sources and known weaknesses of the dependencies (needs a network)
	scripts/setup test
	cargo deny check
