#!/usr/bin/env bash
# Rolls an image out: infra/deploy.sh IMAGE@sha256:DIGEST, with PROJECT and REGION set. The services that handle events and the jobs
# get it at once; the API gets a tenth of its traffic on it, then all, or is put back when the new revision does not stay healthy.
set -euo pipefail
image=${1:?image by digest}
: "${PROJECT:?}" "${REGION:?}"
watch_seconds=${WATCH_SECONDS:-300}
run() { gcloud --quiet --project "$PROJECT" run "$@" --region "$REGION"; }

case $image in *@sha256:*) ;; *) echo "not pinned by digest: $image" >&2; exit 2 ;; esac

before=$(run services describe prediction-api --format 'value(status.latestReadyRevisionName)')
put_back() {
  echo "Putting the API back on $before" >&2
  run services update-traffic prediction-api --to-revisions "$before=100"
}

run services update prediction-api --image "$image" --no-traffic --tag candidate
trap put_back ERR
candidate=$(run services describe prediction-api --format json |
  jq -r '.status.traffic[] | select(.tag == "candidate") | "\(.revisionName) \(.url)"')
revision=${candidate% *}
url=${candidate#* }
run services update-traffic prediction-api --to-revisions "$revision=10,$before=90"

failures=0
for ((waited = 0; waited < watch_seconds; waited += 15)); do
  token=$(gcloud auth print-identity-token 2> /dev/null || true)
  if curl --fail --silent --show-error --max-time 10 ${token:+-H "Authorization: Bearer $token"} "$url/readyz" > /dev/null; then
    failures=0
  else
    failures=$((failures + 1))
    [ "$failures" -lt 3 ] || false
  fi
  sleep "${POLL_SECONDS:-15}"
done
run services update-traffic prediction-api --to-revisions "$revision=100"
trap - ERR

for service in collector validator loader features trainer pipeline; do
  run services update "$service" --image "$image"
done
for job in daily weekly monthly backfill alerts heal; do
  run jobs update "$job" --image "$image"
done
echo "$image is live; back: gcloud run services update-traffic prediction-api --to-revisions $before=100"
