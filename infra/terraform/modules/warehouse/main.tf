locals {
  # The datasets of docs/architecture.md. Rows are kept for ever: raw rows cannot be fetched again as they were.
  datasets = {
    mlb_raw             = "Raw responses, as they were fetched"
    mlb_staging         = "Raw rows renamed, cast, deduplicated"
    mlb_quality         = "Checks, scores, grades, assertions"
    mlb_historical_data = "Games, players and pitches that passed their grade"
    mlb_features        = "Point-in-time features"
    mlb_models          = "Models and the log of their lives"
    mlb_predictions     = "Forecasts and their ledger"
    mlb_reporting       = "Views for people"
    mlb_ops             = "Runs, steps, alerts, costs, drift"
  }

  # Who may do what in which dataset. Tests hold these to the plan's table: docs/threat-model.md.
  dataset_grants = [
    { account = "data-collector", role = "recorder", datasets = ["mlb_raw", "mlb_ops"] },
    {
      account  = "bigquery-loader"
      role     = "roles/bigquery.dataEditor"
      datasets = ["mlb_raw", "mlb_staging", "mlb_quality", "mlb_historical_data", "mlb_ops"]
    },
    {
      account  = "bigquery-loader"
      role     = "roles/bigquery.dataViewer"
      datasets = ["mlb_features", "mlb_models", "mlb_predictions", "mlb_reporting"]
    },
    { account = "feature-engine", role = "roles/bigquery.dataEditor", datasets = ["mlb_features"] },
    { account = "feature-engine", role = "recorder", datasets = ["mlb_ops"] },
    {
      account  = "feature-engine"
      role     = "roles/bigquery.dataViewer"
      datasets = ["mlb_raw", "mlb_staging", "mlb_quality", "mlb_historical_data", "mlb_models", "mlb_predictions"]
    },
    {
      account  = "model-trainer"
      role     = "roles/bigquery.dataViewer"
      datasets = ["mlb_staging", "mlb_quality", "mlb_historical_data", "mlb_features", "mlb_reporting"]
    },
    { account = "model-trainer", role = "roles/bigquery.dataEditor", datasets = ["mlb_models", "mlb_predictions"] },
    { account = "model-trainer", role = "recorder", datasets = ["mlb_ops"] },
    {
      account  = "prediction-api"
      role     = "roles/bigquery.dataViewer"
      datasets = ["mlb_quality", "mlb_historical_data", "mlb_features", "mlb_models", "mlb_predictions", "mlb_reporting", "mlb_ops"]
    },
    {
      account  = "pipeline-runner"
      role     = "roles/bigquery.dataEditor"
      datasets = ["mlb_raw", "mlb_models", "mlb_predictions", "mlb_ops"]
    },
    {
      account  = "pipeline-runner"
      role     = "roles/bigquery.dataViewer"
      datasets = ["mlb_staging", "mlb_quality", "mlb_historical_data", "mlb_features", "mlb_reporting"]
    },
    { account = "dataform-runner", role = "roles/bigquery.dataViewer", datasets = ["mlb_raw"] },
    {
      account = "dataform-runner"
      role    = "roles/bigquery.dataEditor"
      datasets = [
        "mlb_staging", "mlb_quality", "mlb_historical_data", "mlb_features", "mlb_models", "mlb_predictions", "mlb_reporting", "mlb_ops",
      ]
    },
  ]

  # Without it an account that may read a table cannot ask a query of it.
  job_users = [
    "data-collector", "bigquery-loader", "feature-engine", "model-trainer", "prediction-api", "pipeline-runner", "dataform-runner",
  ]

  roles = { recorder = var.recorder_role }

  grants = merge([
    for grant in local.dataset_grants : {
      for dataset in grant.datasets : "${grant.account} ${grant.role} ${dataset}" => {
        account = grant.account
        role    = lookup(local.roles, grant.role, grant.role)
        dataset = dataset
      }
    }
  ]...)
}

resource "google_bigquery_dataset" "of" {
  for_each                   = local.datasets
  project                    = var.project
  dataset_id                 = each.key
  location                   = var.location
  description                = each.value
  max_time_travel_hours      = "168"
  delete_contents_on_destroy = false
}

resource "google_bigquery_dataset_iam_member" "granted" {
  for_each   = local.grants
  project    = var.project
  dataset_id = google_bigquery_dataset.of[each.value.dataset].dataset_id
  role       = each.value.role
  member     = "serviceAccount:${var.accounts[each.value.account]}"
}

# The API appends what it served to this table, which the first training makes, and writes nothing else.
resource "google_bigquery_table_iam_member" "prediction_log" {
  count      = var.with_prediction_log ? 1 : 0
  project    = var.project
  dataset_id = google_bigquery_dataset.of["mlb_predictions"].dataset_id
  table_id   = "prediction_log"
  role       = var.appender_role
  member     = "serviceAccount:${var.accounts["prediction-api"]}"
}

resource "google_project_iam_member" "job_user" {
  for_each = toset(local.job_users)
  project  = var.project
  role     = "roles/bigquery.jobUser"
  member   = "serviceAccount:${var.accounts[each.key]}"
}

# The hard stop behind maximumBytesBilled: BigQuery itself refuses what a day may not cost.
resource "google_service_usage_consumer_quota_override" "query_bytes" {
  provider       = google-beta
  project        = var.project
  service        = "bigquery.googleapis.com"
  metric         = urlencode("bigquery.googleapis.com/quota/query/usage")
  limit          = urlencode("/d/project")
  override_value = tostring(var.query_bytes_per_day)
  force          = true
}

resource "google_bigquery_reservation" "queries" {
  count         = var.reservation_slots > 0 ? 1 : 0
  project       = var.project
  location      = var.location
  name          = "hanks-tank"
  edition       = "STANDARD"
  slot_capacity = 0

  autoscale {
    max_slots = var.reservation_slots
  }
}

resource "google_bigquery_reservation_assignment" "queries" {
  count       = var.reservation_slots > 0 ? 1 : 0
  project     = var.project
  location    = var.location
  assignee    = "projects/${var.project}"
  job_type    = "QUERY"
  reservation = google_bigquery_reservation.queries[0].id
}

output "datasets" {
  description = "Name of each dataset, as it is called in code."
  value       = { for name, dataset in google_bigquery_dataset.of : name => dataset.dataset_id }
}
