# Everything a person does with a checkout of hiptimer. `make` lists it.
#
# make run PYTHON=python3.12      with this Python instead of the newest one found
# make run ARGS="list"            hands the rest to hiptimer; make test ARGS=... to pytest
# make fuzz SECONDS=600 SEED=7    runs each fuzzer so long; the same seed makes the same attempts
# make mutants SEED=7             plants the faults of this seed

ARGS =
PYTHON =
SECONDS = 60
SEED =

BIN = .venv/bin
PARALLEL = -n auto --dist worksteal
FULL = $(BIN)/python -m pytest $(PARALLEL) --hypothesis-profile full -m "not e2e"
# Tesseract's threads wait for each other.
E2E = OMP_THREAD_LIMIT=1 $(BIN)/python -m pytest --dist loadscope --no-loadscope-reorder
COVERING = tests/plan tests/workout
READY = @PYTHON="$(PYTHON)" sh requirements/install.sh
UV = build/uv/bin/uv
PIN = $(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make pins"

# Where this is set, every test process prepares the asserts of all tests again: six seconds of each
# process that runs tests. pytest keeps what it prepares beside the compiled modules.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL = help
.PHONY: help run install uninstall dist test e2e fuzz mutants check format bench listen circuits \
	manual sounds phrases golden pictures site pins clean

help: ## List what make can do
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Open hiptimer, setting it up first if needed
	$(READY) run
	@$(BIN)/hiptimer $(ARGS)

install: ## Put the command hiptimer on the PATH, with uv or pipx if there is one
	@PYTHON="$(PYTHON)" sh requirements/install_command.sh install

uninstall: ## Remove the command hiptimer; circuits, settings and diary stay
	@PYTHON="$(PYTHON)" sh requirements/install_command.sh remove

dist: ## Build a wheel, an sdist, and one file that runs on this kind of machine, in dist
	$(READY) run
	@$(BIN)/python -m tools.distributions

test: ## Run the quick tests: few random examples, none marked slow or e2e
	$(READY) test
	@$(BIN)/python -m pytest $(PARALLEL) -m "not slow and not e2e" $(ARGS)

e2e: ## Run the tests with a real terminal and a sound server, without the cases marked slow
	$(READY) test
	@$(E2E) -n 3 -m "e2e and not slow and not listens" $(ARGS)
	@$(E2E) -n 3 -m "e2e and not slow and listens" $(ARGS)

fuzz: ## Try hostile input at random and report what fails, hangs or eats memory
	$(READY) test
	@$(BIN)/python -m tests.fuzzing --seconds $(SECONDS) $(if $(SEED),--seed $(SEED)) $(ARGS)

mutants: ## Plant 300 faults in the core, one by one, and show those that no test notices
	$(READY) mutants
	@$(BIN)/python -m tools.mutants $(if $(SEED),--seed $(SEED)) $(ARGS)

check: ## Check format, lint and types, then run all tests but e2e, and each fuzzer for five seconds
	$(READY) check
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(FULL) $(addprefix --ignore=,$(COVERING))
	@$(FULL) --quiet $(addprefix --cov=hiptimer.,plan.compiler plan.order plan.lengths workout.engine) \
		--cov-report=term --cov-fail-under=100 $(COVERING)
	@$(MAKE) --no-print-directory fuzz SECONDS=5

format: ## Put the code in form
	$(READY) check
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: ## Measure how exact and how light the program is
	$(READY) test
	@for script in bench/*.py; do $(BIN)/python $$script || exit; done

listen: ## Measure how well words are understood, by having programs write down what they hear
	$(READY) listening
	@PYTHONPATH="$(CURDIR)/.venv/listening" $(BIN)/python bench/words.py $(ARGS)

circuits: ## Read the shipped circuits into circuits/shipped.json, after a change of one
	$(READY) run
	@$(BIN)/python -m tools.read_circuits

manual: ## Write the manual page again, after a change of a command or an option
	$(READY) run
	@$(BIN)/python -m tools.manual

sounds: ## Render sounds/ again
	$(READY) run
	@$(BIN)/python -m tools.render_sounds

phrases: ## Have hibari record sounds/phrases again
	$(READY) phrases
	@PYTHONPATH="$(CURDIR)/.venv/phrases" $(BIN)/python -m tools.record_phrases

golden: ## Draw the digits, poses and screens again that tests compare with
	$(READY) test
	@$(BIN)/python -m tests.drawing.golden
	@$(BIN)/python -m tests.drawing.figure.golden
	@$(BIN)/python -m tests.tui.golden

pictures: ## Take the pictures of README and docs again
	$(READY) test
	@$(BIN)/python docs/pictures.py
	@$(BIN)/python docs/moving_picture.py

site: ## Build the pages of README and docs as a site, in build/site
	$(READY) site
	@$(BIN)/python -m tools.site

pins: $(UV) ## Pin the newest versions of what pyproject.toml asks for
	@$(PIN) pyproject.toml --extra fit -o requirements/run.txt
	@$(PIN) --group build -c requirements/run.txt -o requirements/build.txt
	@$(PIN) --group test -c requirements/run.txt -o requirements/test.txt
	@$(PIN) --group check -c requirements/run.txt -c requirements/test.txt -o requirements/check.txt
	@$(PIN) --group mutants -c requirements/run.txt -c requirements/check.txt -o requirements/mutants.txt
	@$(PIN) --group site -o requirements/site.txt
	@$(PIN) --group phrases -o requirements/phrases.txt
	@$(PIN) --group listening -o requirements/listening.txt
	@echo simpleaudio | $(PIN) - -o requirements/simpleaudio.txt

$(UV):
	$(READY) run
	@$(BIN)/python -m venv build/uv
	@build/uv/bin/python -m pip install --quiet uv

clean: ## Remove .venv and everything else that was made here
	rm -rf .venv build dist mutants .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
