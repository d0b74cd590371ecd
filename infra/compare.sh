#!/usr/bin/env bash
# What this checkout does otherwise than another: infra/compare.sh DIRECTORY, with npm's packages installed in both. The simulated
# league is collected and built by the other, then the same raw rows are built and trained on anew by this one; Markdown comes out.
set -euo pipefail
base=${1:?directory of the other checkout}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tank() { npm run -s tank -- "$@" >&2; }

(cd "$base" && TANK_STATE=$work/base npm run -s demo >&2)
mkdir "$work/head"
cp "$work/base/demo/warehouse.duckdb" "$work/head/warehouse.duckdb"
export TANK_STATE=$work/head
# The dates that the demo works on, so that both hold out the same games and forecast the same ones.
tank run --full-refresh --date 2026-09-16
tank train --full --date 2026-09-16
tank predict --date 2026-09-15
npm run -s tank -- changes --base "$base" --base-file "$work/base/demo/warehouse.duckdb"
