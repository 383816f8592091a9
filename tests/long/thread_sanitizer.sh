#!/usr/bin/env bash
# The tests of what runs on several threads, under ThreadSanitizer. Argument: where to write the counts.
set -uo pipefail
cd "$(dirname "$0")/../.."
export TSAN_OPTIONS=halt_on_error=1:suppressions=$PWD/tests/long/races.txt
threads="db_test jobs_test web_test post_test secrets_test ledger_test"
# shellcheck disable=SC2086  # one word a target
if cmake --preset tsan > /dev/null && cmake --build --preset tsan --target $threads; then
  tests/with_postgresql ctest --test-dir build/tsan -j2 --timeout 300 -R '^(db|jobs|web|post|secrets|ledger)\.' --output-on-failure \
    --output-junit "$PWD/build/tsan/ctest.xml" | grep -v ' Passed '
  python3 tests/count_results.py --ctest build/tsan/ctest.xml > "$1"
else
  echo "0 1 0" > "$1"
fi
