# Backbeat. `make` alone prints what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
export PATH := $(CURDIR)/.tools/node_modules/.bin:$(PATH)
export CCACHE_DIR ?= $(HOME)/.cache/ccache
JOBS ?= $(shell nproc)
DATA ?= demo-data
LISTEN ?= 127.0.0.1:8420

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

demo: release ## install what is missing, build, simulate an organisation and serve it
	@build/release/bin/backbeat demo --data $(DATA) --listen $(LISTEN)

test: packages web ## everything, from unit to browser journeys, on SQLite and PostgreSQL
	@tools/run_tests.sh

unit: packages ## unit and property tests only, with sanitizers, on SQLite
	@cmake --preset dev >/dev/null && cmake --build --preset dev -j $(JOBS) && ctest --test-dir build/dev --output-on-failure -j $(JOBS)

dev: build-packages web ## a sanitized build of the program, served on the demo's data
	@cmake --preset dev >/dev/null && cmake --build --preset dev -j $(JOBS) --target backbeat
	@build/dev/bin/backbeat demo --data $(DATA) --listen $(LISTEN)

release: build-packages web ## the program, build/release/bin/backbeat
	@echo "==> building the program"
	@cmake --preset release >/dev/null && cmake --build --preset release -j $(JOBS) --target backbeat

web: build-packages ## the web client, web/dist
	@tools/build_web.sh

check: packages ## layers, format, lints, the OpenAPI document
	@tools/run_checks.sh

tidy: packages ## clang-tidy over the sources that changed since it last passed
	@cmake --preset dev >/dev/null && tools/run_tidy.py

bench: packages ## measurements, side by side with their peers
	@bench/run

prove: ## every experiment of tests/prove, and docs/proof.md from their figures; SHORT=1 for the bounded form
	@tools/prove.sh

package: release ## a Debian package, build/package/backbeat_*.deb, checked by lintian
	@dpkg-query -W debhelper lintian >/dev/null 2>&1 || { apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends debhelper lintian >/dev/null; }
	@packaging/build_package.py --program build/release/bin/backbeat --out build/package

format: ## format every source file
	@git ls-files 'src/*.cpp' 'src/*.hpp' 'sim/*.cpp' 'sim/*.hpp' 'tests/*.cpp' 'tests/*.hpp' 'bench/*.cpp' | xargs clang-format-19 -i

packages:
	@tools/install_packages.sh

build-packages:
	@tools/install_packages.sh build

clean: ## remove what was built
	@rm -rf build web/dist

.PHONY: help demo test unit dev release web check tidy bench prove package format packages build-packages clean
