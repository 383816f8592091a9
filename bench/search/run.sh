#!/usr/bin/env bash
# The benchmark of bench/search/README.md: bench/search/run.sh [seconds a measurement, 5 [services, 100000]]
set -euo pipefail
cd "$(dirname "$0")/../.."
cmake/install_packages.sh measure
cmake --preset release > /dev/null
cmake --build --preset release --target gishe_bench_search_seed gishe_bench_search_server
exec env PG_FSYNC=off tests/with_postgresql node bench/search/measure.mjs "${1:-5}" "${2:-100000}"
