#!/usr/bin/env bash
# Each fuzz target of tests/fuzz for GISHE_FUZZ_SECONDS (60). Argument: where to write the counts.
set -uo pipefail
cd "$(dirname "$0")/../.."
seconds=${GISHE_FUZZ_SECONDS:-60}
names=$(basename -s .cpp tests/fuzz/*_fuzz.cpp)
passed=0 failed=0
# shellcheck disable=SC2086  # one word a target
if cmake -B build/fuzz -G Ninja -DCMAKE_CXX_COMPILER=clang++-19 -DGISHE_FUZZ=ON -DGISHE_TESTS=OFF > /dev/null &&
  ninja -C build/fuzz $names; then
  for name in $names; do
    mkdir -p "build/fuzz/corpus/$name"
    if timeout $((seconds + 60)) "build/fuzz/tests/fuzz/$name" -max_total_time="$seconds" -max_len=20000 -rss_limit_mb=2048 \
      -timeout=10 -verbosity=0 -print_final_stats=1 -artifact_prefix=build/fuzz/ "build/fuzz/corpus/$name"; then
      passed=$((passed + 1))
    else
      failed=$((failed + 1))
    fi
  done
else
  failed=1
fi
echo "fuzz: $passed targets without a finding, $failed with one"
echo "$passed $failed 0" > "$1"
