# The verbs of this project. Everything else is `cargo` as usual; see CONTRIBUTING.md.

.PHONY: help run test bench lighthouse fuzz fmt contract

help: ## Tell the verbs
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST) | expand -t 14

run: ## Build, make and seed data/yoruyaku.db if it is new, serve on 127.0.0.1:8080
	@test -x target/release/yoruyaku || echo "The first build takes some minutes (about eight on two cores); later starts take a second."
	cargo run --release --locked -- serve --demo

test: ## Everything: format, lints, documentation, tests on SQLite and PostgreSQL, pages in a browser
	@.ci/test

bench: ## Measure; ends with a table of all bars, the figures to quote in a commit
	@mkdir -p target
	@{ cargo bench --locked --bench '*' 2>&1 || echo '!! FAILED'; } | tee target/bench.txt
	@echo
	@printf '     %-66s %14s %10s %7s\n' 'what (whole output: target/bench.txt)' bar figure 'of bar'
	@grep -E '^(bar  |!! )' target/bench.txt | sed 's/^bar  /     /'
	@! grep -q '^!! FAILED' target/bench.txt

lighthouse: ## Lighthouse on the search, a result and a pharmacy: 95 at least on each count
	cargo test --locked --no-run --test readme
	cd tests/browser && npm ci --no-audit --no-fund
	cd tests/lighthouse && npm ci --no-audit --no-fund --ignore-scripts && npm test

fuzz: ## Fuzz each target for FUZZ_SECONDS (60), needs nightly Rust and cargo-fuzz
	@.ci/fuzz

contract: ## Fuzz the server by its contract for long: CONTRACT_EXAMPLES (2000) cases an operation
	@.ci/contract

fmt: ## Format the sources
	cargo fmt
