# The commands of CONTRIBUTING.md under short names.
.PHONY: test ci bench

test:
	go test ./...

ci:
	.ci/run

# Ratios within one run are what counts; the machine is shared and noisy.
bench:
	go test ./bot -run xxx -bench BenchmarkTurns -benchtime 1x
	go test ./cmd/baocaobot -run xxx -bench BenchmarkProvince -benchtime 1x
