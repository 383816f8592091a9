#!/usr/bin/env bash
# `npm ci`, but only when node_modules is not what package-lock.json says.
set -euo pipefail
cd "$(dirname "$0")/.."
if [[ ! -e node_modules/.package-lock.json || package-lock.json -nt node_modules/.package-lock.json ]]; then
  PUPPETEER_SKIP_DOWNLOAD=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund
  touch node_modules/.package-lock.json
fi
