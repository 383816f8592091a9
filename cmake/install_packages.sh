#!/usr/bin/env bash
# Installs what is missing of cmake/debian_packages.txt: install_packages.sh run | test | measure
# Asks dpkg first, so that a machine that has everything answers in a moment and needs neither root nor network.
set -euo pipefail
cd "$(dirname "$0")/.."
part=${1:?run, test or measure}

wanted=()
section=
while read -r line; do
  case $line in
    '# to run') section=run ;;
    '# to test') section=test ;;
    '# to measure') section=measure ;;
    '#'* | '') ;;
    *)
      if [[ $section != run && $part == run ]] || [[ $section == measure && $part == test ]]; then continue; fi
      if [[ $line == *:* ]] && command -v "${line#*:}" > /dev/null; then continue; fi
      wanted+=("${line%%:*}")
      ;;
  esac
done < cmake/debian_packages.txt

missing=$(comm -23 <(printf '%s\n' "${wanted[@]}" | sort -u) \
  <(dpkg-query -W -f '${Status} ${Package}\n' "${wanted[@]}" 2>/dev/null | sed -n 's/^install ok installed //p' | sort -u))
[[ -z $missing ]] && exit 0

if ! command -v apt-get > /dev/null; then
  echo "These Debian packages are missing and there is no apt-get here:" $missing >&2
  exit 1
fi
as_root=()
if [[ $(id -u) != 0 ]]; then as_root=(sudo); fi
echo "Installing:" $missing
export DEBIAN_FRONTEND=noninteractive
# A postgresql package would start a server of its own on this machine; we only want its programs.
policy=/usr/sbin/policy-rc.d
made_policy=
if [[ ! -e $policy ]]; then
  printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee $policy > /dev/null
  "${as_root[@]}" chmod +x $policy
  made_policy=yes
fi
trap '[[ -n $made_policy ]] && "${as_root[@]}" rm -f $policy' EXIT
"${as_root[@]}" apt-get update -qq
# shellcheck disable=SC2086  # one word a package
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing > /dev/null
