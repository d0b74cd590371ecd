variable "project" {
  description = "Project id."
  type        = string
}

variable "accounts" {
  description = "E-mail address of each account by name."
  type        = map(string)
}

locals {
  # Terraform makes them empty; the owner adds versions with gcloud, so that no value is ever in the state.
  secrets = ["mlb-api-key", "weather-api-key", "monitoring-webhook", "api-keys"]

  secret_grants = [
    { account = "data-collector", secret = "mlb-api-key" },
    { account = "data-collector", secret = "weather-api-key" },
    { account = "bigquery-loader", secret = "monitoring-webhook" },
    { account = "prediction-api", secret = "api-keys" },
    { account = "pipeline-runner", secret = "weather-api-key" },
    { account = "pipeline-runner", secret = "monitoring-webhook" },
  ]
}

resource "google_secret_manager_secret" "of" {
  for_each  = toset(local.secrets)
  project   = var.project
  secret_id = each.key

  replication {
    auto {}
  }
}

resource "google_secret_manager_secret_iam_member" "reader" {
  for_each  = { for grant in local.secret_grants : "${grant.account} ${grant.secret}" => grant }
  project   = var.project
  secret_id = google_secret_manager_secret.of[each.value.secret].secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:${var.accounts[each.value.account]}"
}

output "ids" {
  description = "Full name of each secret."
  value       = { for name, secret in google_secret_manager_secret.of : name => secret.id }
}
