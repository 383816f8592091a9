#!/usr/bin/env bash
# clang-tidy over every source file of src/; one test a file. Argument: where to write the counts.
set -uo pipefail
cd "$(dirname "$0")/../.."
[[ -e build/dev/compile_commands.json ]] || cmake --preset dev > /dev/null
passed=0 failed=0
check() { clang-tidy-19 --quiet -p build/dev "$1" > "build/dev/results/tidy-${1//\//_}.log" 2> /dev/null; }
export -f check
while read -r file status; do
  if [[ $status == 0 ]]; then passed=$((passed + 1)); else
    failed=$((failed + 1))
    cat "build/dev/results/tidy-${file//\//_}.log"
  fi
done < <(git ls-files 'src/*.cpp' | xargs -P2 -I{} bash -c 'check {}; echo {} $?')
echo "clang-tidy: $passed files are clean, $failed are not"
echo "$passed $failed 0" > "$1"
