# Two commands are enough: `make run` and `make test`. Each sets up what it needs.

PYTHON ?= python3
PORT ?= 8000
ARGS ?=
export PORT

setup = $(PYTHON) schoolgids/launcher/bootstrap.py

.PHONY: help run test check bench lock clean
.NOTPARALLEL:

help:  ## What can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 8

run:  ## The portal with its demo at http://127.0.0.1:8000/ (PORT=8123 chooses the port)
	@$(setup) run

test:  ## Every test, in a browser too (ARGS="tests/consent -k verdict" chooses)
	@$(setup) test $(ARGS)

check:  ## Linters, types, import layers, migrations, templates, messages, generated docs
	@$(setup) check

bench:  ## Speed of the pages at two sizes (ARGS="small" for one)
	@$(setup) bench $(ARGS)

lock:  ## Locks the dependencies of pyproject.toml in requirements/ (ARGS=--upgrade renews them)
	@$(setup) lock $(ARGS)

clean:  ## Removes what was made: .venv, .data with every record in it, caches
	@$(setup) clean
