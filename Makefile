# Patchbay. `make run` opens the editor on the built-in sandbox, `make test` runs every test.
# Nothing but Go and make is needed (the race target needs a C compiler too).

GO        ?= go
export GOTOOLCHAIN ?= local
PLATFORMS := linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
LDFLAGS   := -s -w

.PHONY: run build install test check race bench soak screens clean

run: build
	./patchbay --sandbox

build:
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '$(LDFLAGS)' -o patchbay .

install:
	CGO_ENABLED=0 $(GO) install -trimpath -ldflags '$(LDFLAGS)' .

test:
	CGO_ENABLED=0 $(GO) test ./...

# Formatting, vet, staticcheck, tidiness, and a build for every platform we promise.
check:
	@files="$$(gofmt -l main.go tui api config assets)"; test -z "$$files" || { echo "gofmt needed: $$files"; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	$(GO) mod tidy -diff
	@for p in $(PLATFORMS); do echo "build $$p"; \
		CGO_ENABLED=0 GOOS=$${p%/*} GOARCH=$${p#*/} $(GO) build -o /dev/null . || exit 1; done

race:
	CGO_ENABLED=1 $(GO) test -race ./...

# The budgets of the design, measured side by side in one run.
bench: build
	CGO_ENABLED=0 $(GO) test -run '^$$' -bench . -benchmem ./api/... ./tui/...

# Long, bounded runs: fuzzing each law for a while.
soak:
	@for pkg in $$($(GO) list ./...); do \
		for target in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
			echo "fuzz $$pkg $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime 60s $$pkg || exit 1; done; done

# The pictures in the README, made from the real screens.
screens:
	$(GO) run ./assets/screens

clean:
	rm -f patchbay patchbay.exe
