#!/usr/bin/env bash
# 10,000 random schedules of a referral's steps on each engine (GISHE_SCHEDULES). Argument: where to write the counts.
set -uo pipefail
cd "$(dirname "$0")/../.."
export GISHE_SCHEDULES=${GISHE_SCHEDULES:-10000}
if tests/with_postgresql build/dev/src/referrals/referrals_test --gtest_filter='*Schedules*'; then
  echo "2 0 0" > "$1"
else
  echo "0 1 0" > "$1"
fi
