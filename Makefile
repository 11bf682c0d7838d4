# Patchbay. `make run` opens the editor on the built-in sandbox, `make test` runs every test.
# Nothing but Go and make is needed (the race target needs a C compiler too).

GO        ?= go
export GOTOOLCHAIN ?= local
PLATFORMS := linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
LDFLAGS   := -s -w

.PHONY: run build install test check race bench bench-all compare soak screens clean

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

# The budgets of the design, measured side by side in one run of about five
# minutes. Every figure is measured BENCH_COUNT times; the spread says how much
# to believe it. Leave the machine alone meanwhile.
BENCH_COUNT ?= 3
bench:
	@CGO_ENABLED=0 $(GO) test -run '^$$' -bench . -benchtime 300ms -count $(BENCH_COUNT) ./tui ./tui/cli | awk "$$BENCH_TABLE"

# Every benchmark of every package, as go test prints them: many minutes.
bench-all:
	CGO_ENABLED=0 $(GO) test -run '^$$' -bench . -benchmem ./...

# Patchbay beside vim, neovim, micro and nano, as far as they are installed.
compare: build
	$(GO) run ./assets/compare ./patchbay

# Puts each figure beside its budget: a benchmark reports the budget of the unit
# U as U-budget.
define BENCH_TABLE
function sorted(list, a,   n, i, j, t) {
	n = split(list, a, " ")
	for (i = 2; i <= n; i++) for (j = i; j > 1 && a[j] + 0 < a[j-1] + 0; j--) { t = a[j]; a[j] = a[j-1]; a[j-1] = t }
	return n
}
function short(x) { return x >= 1000 ? sprintf("%d", x) : sprintf("%.3g", x) }
/^Benchmark/ && NF > 3 {
	name = $$1; sub(/^Benchmark/, "", name); sub(/-[0-9]+$$/, "", name)
	for (i = 3; i < NF; i += 2) {
		unit = $$(i + 1)
		if (sub(/-budget$$/, "", unit)) { budget[name, unit] = $$i; continue }
		if (unit == "ns/op") continue
		if (!((name, unit) in values)) order[++rows] = name SUBSEP unit
		values[name, unit] = values[name, unit] " " $$i
	}
	next
}
/^(goos|goarch|pkg|cpu|PASS|ok)/ { if ($$1 == "cpu:" && !cpu++) print; next }
{ print; if (/FAIL/) failed = 1 }
END {
	if (!rows) exit 1
	printf "%-18s %-18s %9s %9s  %-17s\n", "what", "unit", "budget", "median", "spread"
	for (r = 1; r <= rows; r++) {
		split(order[r], k, SUBSEP)
		n = sorted(values[k[1], k[2]], v)
		middle = v[int((n + 1) / 2)]; held = (k[1], k[2]) in budget
		verdict = ""
		if (held) { verdict = middle + 0 <= budget[k[1], k[2]] + 0 ? "kept" : "MISSED"; missed += verdict == "MISSED" }
		printf "%-18s %-18s %9s %9s  %-17s %s\n", k[1], k[2], held ? short(budget[k[1], k[2]]) : "", short(middle), short(v[1]) " to " short(v[n]), verdict
	}
	printf "%d missed. Each figure: the median of %d runs, and the least and the most of them.\n", missed, n
	exit failed
}
endef
export BENCH_TABLE

# Long, bounded runs: editors killed at random moments, and each law fuzzed for a
# while. The run of killed editors prints its seed; PATCHBAY_SOAK_CRASH_SEED repeats it.
CRASHES ?= 1000
soak:
	CGO_ENABLED=0 PATCHBAY_SOAK_CRASHES=$(CRASHES) $(GO) test -count=1 -run '^TestKilledAtAnyMoment$$' -v -timeout 60m ./tui/cli
	@for pkg in $$($(GO) list ./...); do \
		for target in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
			echo "fuzz $$pkg $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime 60s $$pkg || exit 1; done; done
	PATCHBAY_SOAK_HOSTS=60s $(GO) test -count 1 -timeout 10m -run '^TestSeveralHostsOnOneDirectoryLoseNothing$$' ./config/state
	PATCHBAY_SOAK_SAVES=2000 $(GO) test -count 1 -timeout 20m -run '^TestSavesInTrouble$$' ./tui ./tui/cli

# The pictures in the README, made from the real screens.
screens:
	$(GO) run ./assets/screens

clean:
	rm -f patchbay patchbay.exe
