#!/usr/bin/env bash
# The benchmarks of bench/README.md, in one go: bench/run.sh [seconds a measurement, 4 [sqlite or postgresql: only that]]
set -euo pipefail
cd "$(dirname "$0")/.."
cmake/install_packages.sh measure
cmake/install_node_packages.sh
cmake --preset release > /dev/null
cmake --build --preset release --target gishe gishe_bench
export GISHE_BINARY=$PWD/build/release/gishe
exec tests/with_postgresql node bench/measure.mjs "${1:-4}" ${2:+"$2"}
