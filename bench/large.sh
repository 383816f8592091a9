#!/usr/bin/env bash
# Issue 4's size: bench/large.sh [seconds a measurement, 4 [sqlite or postgresql [share of the size, 1]]]; see large.mjs
set -euo pipefail
cd "$(dirname "$0")/.."
cmake/install_packages.sh measure
cmake/install_node_packages.sh
cmake --preset release > /dev/null
cmake --build --preset release --target gishe gishe_bench
export GISHE_BINARY=$PWD/build/release/gishe PG_FSYNC=off
exec tests/with_postgresql node bench/large.mjs "$@"
