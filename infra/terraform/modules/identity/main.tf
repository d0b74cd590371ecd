variable "project" {
  description = "Project id."
  type        = string
}

locals {
  # The five of the plan do a night's work; the others run what takes hours, SQL for Dataform, and deliver calls.
  accounts = {
    "data-collector"  = "Collects: reads sources, lands raw rows"
    "bigquery-loader" = "Validates and loads; starts and reports runs"
    "feature-engine"  = "Makes features"
    "model-trainer"   = "Trains, judges, forecasts"
    "prediction-api"  = "Serves stored forecasts; writes nothing"
    "pipeline-runner" = "Weekly and monthly runs and backfills, whole in one job"
    "dataform-runner" = "Identity of the SQL that Dataform runs"
    "invoker"         = "Pub/Sub and Scheduler call services as this"
  }
}

resource "google_service_account" "of" {
  for_each     = local.accounts
  project      = var.project
  account_id   = each.key
  display_name = each.value
}

# Every step records itself in mlb_ops, and collection merges raw rows: rows and tables, but no dataset and no access to it.
resource "google_project_iam_custom_role" "recorder" {
  project     = var.project
  role_id     = "hanksTankRecorder"
  title       = "Hank's Tank recorder"
  description = "Reads and writes the tables of a dataset it is granted on."

  permissions = [
    "bigquery.datasets.get",
    "bigquery.tables.create",
    "bigquery.tables.delete",
    "bigquery.tables.get",
    "bigquery.tables.getData",
    "bigquery.tables.list",
    "bigquery.tables.update",
    "bigquery.tables.updateData",
  ]
}

# BigQuery has no right to append alone: who may write a table's rows and read them could change them by DML too.
resource "google_project_iam_custom_role" "appender" {
  project     = var.project
  role_id     = "hanksTankAppender"
  title       = "Hank's Tank appender"
  description = "Loads rows into a table it is granted on."

  permissions = [
    "bigquery.tables.get",
    "bigquery.tables.updateData",
  ]
}

# What was landed in the staging bucket is loaded from it and then removed.
resource "google_project_iam_custom_role" "lander" {
  project     = var.project
  role_id     = "hanksTankLander"
  title       = "Hank's Tank lander"
  description = "Reads and removes objects of a bucket it is granted on."

  permissions = [
    "storage.objects.delete",
    "storage.objects.get",
    "storage.objects.list",
  ]
}

output "accounts" {
  description = "E-mail address of each account by name."
  value       = { for name, account in google_service_account.of : name => account.email }
}

output "recorder_role" {
  description = "Role of those who record in a dataset."
  value       = google_project_iam_custom_role.recorder.name
}

output "appender_role" {
  description = "Role of those who append to a table."
  value       = google_project_iam_custom_role.appender.name
}

output "lander_role" {
  description = "Role of those who land in a bucket."
  value       = google_project_iam_custom_role.lander.name
}
