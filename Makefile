# The two commands: `make run` and `make test`. Each step does nothing when there is nothing to do.
PYTHON ?= $(or $(shell command -v python3.11),$(shell command -v python3),$(error Varve needs Python 3.11))
VENV := .venv/bin/python
# Long tests wait for servers and browsers: one process more than there are cores.
TEST_PROCESSES ?= $(shell n=$$(nproc); echo $$((n < 3 ? n + 1 : 4)))
# Which tests: each behaviour that is shown in a moment, and a whole way through the main parts.
SUITE ?= whole_way or not (slow or lengthy or drill or marathon)
# All but the drills are run by `.ci/run` and measured by `make lengthy`; SUITE='not marathon' runs the drills too.
MEASURE =
.PHONY: run test lengthy drills lint bench pictures lock runtime dev built
.NOTPARALLEL:

run: runtime built
	@$(VENV) manage.py serve --demo

test: dev built
	@$(VENV) -m config.tooling.system
	@$(VENV) -m pytest -m "$(SUITE)" -n $(TEST_PROCESSES) --dist loadfile --no-loadscope-reorder $(MEASURE)

lengthy: export CI = true
lengthy: SUITE = not drill and not marathon
lengthy: MEASURE = --measure-lengthy
lengthy: test

drills: dev built
	@$(VENV) -m config.tooling.system
	@$(VENV) -m pytest -m 'drill or marathon or any_input' -n $(TEST_PROCESSES) --dist worksteal

lint: dev
	@$(VENV) -m config.tooling.lint

bench: dev built
	@$(VENV) -m config.tooling.bench

pictures: dev built
	@$(VENV) -m config.tooling.pictures
	@VARVE_PICTURES=docs/pictures $(VENV) -m pytest -q -m e2e tests/e2e/test_moderation_stories.py

lock:
	@$(PYTHON) -m config.tooling.lock

runtime:
	@$(PYTHON) -m config.tooling.environment runtime

dev:
	@$(PYTHON) -m config.tooling.environment dev
	@$(PYTHON) -m config.tooling.environment ocfl
	@$(PYTHON) -m config.tooling.environment pycsw

built:
	@$(VENV) -m config.tooling.frontend
	@$(VENV) -m config.tooling.translations compile
