# The verbs of this project. Everything else is `cargo` as usual; see CONTRIBUTING.md.

.PHONY: help run test bench fuzz fmt

help: ## Tell the verbs
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST) | expand -t 14

run: ## Build, make and seed data/yoruyaku.db if it is new, serve on 127.0.0.1:8080
	@test -x target/release/yoruyaku || echo "The first build takes some minutes (about eight on two cores); later starts take a second."
	cargo run --release --locked -- serve --demo

test: ## Everything: format, lints, documentation, tests on SQLite and PostgreSQL, pages in a browser
	@.ci/test

bench: ## Measure; the figures to quote in a commit
	cargo bench --locked

fuzz: ## Fuzz each target for FUZZ_SECONDS (60), needs nightly Rust and cargo-fuzz
	@.ci/fuzz

fmt: ## Format the sources
	cargo fmt
