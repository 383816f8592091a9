#!/usr/bin/env bash
# All unit and store tests under AddressSanitizer and UndefinedBehaviorSanitizer, both engines. Argument: where to write the counts.
set -uo pipefail
cd "$(dirname "$0")/../.."
export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1
export LSAN_OPTIONS=suppressions=$PWD/tests/long/leaks.txt:print_suppressions=0
if cmake --preset asan > /dev/null && cmake --build --preset asan; then
  tests/with_postgresql ctest --test-dir build/asan -j2 --timeout 300 --output-on-failure --output-junit "$PWD/build/asan/ctest.xml" \
    | grep -v ' Passed '
  python3 tests/count_results.py --ctest build/asan/ctest.xml > "$1"
else
  echo "0 1 0" > "$1"
fi
