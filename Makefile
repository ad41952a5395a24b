# Everything here is a convenience: go run . and go test ./... need no make.

# The annotated development articles are kept outside the repository.
DATA ?= ../shared/data
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)

.PHONY: help build run test race lint bench score facts docs screenshots check clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

build: ## the program, as ./lede
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w -X main.version=$(VERSION)' -o lede .

run: ## the program, without leaving anything behind
	go run .

test: ## all tests
	go test ./...

race: ## all tests with the race detector (needs a C compiler)
	CGO_ENABLED=1 go test -race -short ./...

lint: ## vet, gofmt and golangci-lint
	go vet ./...
	@test -z "$$(gofmt -l .)" || { gofmt -l .; exit 1; }
	golangci-lint run ./...

bench: ## whole processes beside newsboat, then the parts; see docs/benchmarks.md
	go run ./docs/bench
	go test -run '^$$' -bench . -benchmem ./...

score: ## quotes and companies against the annotated articles in DATA
	@if [ -d "$(DATA)" ]; then ./docs/score/run "$(DATA)"; \
	else echo "There are no annotated articles in $(DATA); they are kept outside the repository. Say where: make score DATA=DIRECTORY"; fi

facts: ## the companies against the open lists in DATA
	@if [ -d "$(DATA)/companies/sources" ]; then go run ./docs/facts "$(DATA)/companies/sources"; \
	else echo "There are no lists in $(DATA)/companies/sources; docs/data-sources.md names them. Say where: make facts DATA=DIRECTORY"; fi

docs: ## docs/keys.md and the manual pages, from the program itself
	go run ./docs/generate

screenshots: ## the pictures in docs/screens, from the program itself
	go run ./docs/screens

check: ## everything .ci/run does
	./.ci/run

clean: ## what build leaves
	rm -f lede
