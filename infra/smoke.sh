#!/usr/bin/env bash
# One whole day on Google itself: infra/smoke.sh YYYY-MM-DD, with PROJECT set to a project of its own, not the one of production, and
# application default credentials that may do everything with BigQuery there. It makes the datasets, collects 75 days, builds,
# trains, forecasts, asks the API for the forecasts, runs the day again to see that nothing changes, and removes what it made.
# The first model wants 500 games of the regular season with some past behind them: take a date from the middle of June on. It refuses
# a project that has such datasets already, since it would remove them.
set -euo pipefail
date=${1:?date, YYYY-MM-DD}
: "${PROJECT:?}"
from=$(date -u -d "$date - 75 days" +%F)
before=$(date -u -d "$date - 1 day" +%F)
datasets=(mlb_raw mlb_staging mlb_quality mlb_historical_data mlb_features mlb_models mlb_predictions mlb_reporting mlb_ops)
export TANK_WAREHOUSE=bigquery TANK_PROJECT=$PROJECT TANK_ENVIRONMENT=smoke TANK_STATE
TANK_STATE=$(mktemp -d)
tank() { npm run -s tank -- "$@"; }
ask() {
  local answer
  # bq writes what went wrong where answers go.
  answer=$(bq --project_id "$PROJECT" --format csv query --use_legacy_sql=false "$1") || { echo "$answer" >&2; return 1; }
  tail -n 1 <<< "$answer"
}

for dataset in "${datasets[@]}"; do
  if bq --project_id "$PROJECT" show --dataset "$dataset" > /dev/null 2>&1; then
    echo "$PROJECT has the dataset $dataset: give a project of its own" >&2
    exit 2
  fi
done

server=
clean_up() {
  if [ -n "$server" ]; then
    kill "$server" && wait "$server" || echo "the API did not end as it should" >&2
  fi
  for dataset in "${datasets[@]}"; do
    bq --project_id "$PROJECT" rm --recursive --force --dataset "$dataset"
  done
  rm -rf "$TANK_STATE"
}
trap clean_up EXIT

for dataset in "${datasets[@]}"; do
  bq --project_id "$PROJECT" --location US mk --dataset --default_table_expiration 86400 "$dataset"
done
tank backfill --from "$from" --to "$before"
tank daily --date "$date"
games=$(ask "SELECT COUNT(*) FROM mlb_predictions.game_predictions WHERE game_date = '$date'")
[ "$games" -gt 0 ] || { echo "no forecast of $date" >&2; exit 1; }
fingerprint="SELECT BIT_XOR(FARM_FINGERPRINT(TO_JSON_STRING(f))) FROM mlb_historical_data.games_historical AS f"
first=$(ask "$fingerprint")
tank daily --date "$date"
[ "$first" = "$(ask "$fingerprint")" ] || { echo "the same day again changed games_historical" >&2; exit 1; }

# Not by npm, which would not pass on that it is to end.
node --import tsx pipeline/cli.ts serve --port 8099 &
server=$!
for _ in $(seq 60); do
  curl --fail --silent http://127.0.0.1:8099/readyz > /dev/null && break
  sleep 2
done
served=$(curl --fail --silent "http://127.0.0.1:8099/predictions?date=$date" | jq '.predictions | length')
[ "$served" = "$games" ] || { echo "$games forecasts are stored, $served served" >&2; exit 1; }
echo "Smoke of $date on $PROJECT: $games games forecast and served; everything it made is removed."
