#!/usr/bin/env bash
# Each fuzz target of tests/fuzz for GISHE_FUZZ_SECONDS (60). Argument: where to write the counts.
set -uo pipefail
cd "$(dirname "$0")/../.."
seconds=${GISHE_FUZZ_SECONDS:-60}
passed=0 failed=0
targets=$(ls tests/fuzz/*_fuzz.cpp 2> /dev/null)
[[ $targets ]] && { CC=clang-19 CXX=clang++-19 cmake -S tests/fuzz -B build/fuzz -G Ninja > /dev/null && cmake --build build/fuzz; } || failed=1
for source in $targets; do
  name=$(basename "$source" .cpp)
  mkdir -p "build/fuzz/corpus/$name"
  if timeout $((seconds + 60)) "build/fuzz/$name" -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=10 -verbosity=0 -artifact_prefix=build/fuzz/ \
    "build/fuzz/corpus/$name" $(ls -d "tests/fuzz/corpus/$name" 2> /dev/null); then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
  fi
done
echo "fuzz: $passed targets without a finding, $failed with one"
echo "$passed $failed 0" > "$1"
