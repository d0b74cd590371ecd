variable "project" {
  description = "Project id."
  type        = string
}

variable "project_number" {
  description = "Number of the project, in the name of Dataform's own account."
  type        = string
}

variable "region" {
  description = "Region of the repository."
  type        = string
}

variable "location" {
  description = "Location of the datasets."
  type        = string
}

variable "accounts" {
  description = "E-mail address of each account by name."
  type        = map(string)
}

locals {
  # What tank release commits is compiled here; tank run starts an invocation by these tags. No cron: the pipeline says when.
  workflows = {
    build   = ["staging", "quality", "historical", "features", "models"]
    predict = ["predict"]
    report  = ["reporting", "monitoring"]
  }

  starters = ["bigquery-loader", "feature-engine", "model-trainer", "pipeline-runner"]

  dataform_agent = "serviceAccount:service-${var.project_number}@gcp-sa-dataform.iam.gserviceaccount.com"
}

resource "google_dataform_repository" "this" {
  provider        = google-beta
  project         = var.project
  region          = var.region
  name            = "hanks-tank"
  display_name    = "Hank's Tank"
  service_account = var.accounts["dataform-runner"]

  workspace_compilation_overrides {
    default_database = var.project
  }
}

resource "google_dataform_repository_release_config" "production" {
  provider      = google-beta
  project       = var.project
  region        = var.region
  repository    = google_dataform_repository.this.name
  name          = "production"
  git_commitish = "main"

  code_compilation_config {
    default_database = var.project
    default_location = var.location
  }
}

resource "google_dataform_repository_workflow_config" "by_tag" {
  for_each       = local.workflows
  provider       = google-beta
  project        = var.project
  region         = var.region
  repository     = google_dataform_repository.this.name
  name           = each.key
  release_config = google_dataform_repository_release_config.production.id

  invocation_config {
    included_tags                            = each.value
    transitive_dependencies_included         = false
    transitive_dependents_included           = false
    fully_refresh_incremental_tables_enabled = false
    service_account                          = var.accounts["dataform-runner"]
  }
}

resource "google_dataform_repository_iam_member" "starter" {
  for_each   = toset(local.starters)
  provider   = google-beta
  project    = var.project
  region     = var.region
  repository = google_dataform_repository.this.name
  role       = "roles/dataform.editor"
  member     = "serviceAccount:${var.accounts[each.key]}"
}

# Who starts an invocation must be allowed to have it run as the runner, and so must Dataform itself.
resource "google_service_account_iam_member" "act_as_runner" {
  for_each           = toset(local.starters)
  service_account_id = "projects/${var.project}/serviceAccounts/${var.accounts["dataform-runner"]}"
  role               = "roles/iam.serviceAccountUser"
  member             = "serviceAccount:${var.accounts[each.key]}"
}

resource "google_service_account_iam_member" "runner_tokens" {
  service_account_id = "projects/${var.project}/serviceAccounts/${var.accounts["dataform-runner"]}"
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = local.dataform_agent
}

output "name" {
  description = "Name of the repository."
  value       = google_dataform_repository.this.name
}

output "repository" {
  description = "Full name of the repository."
  value       = "projects/${var.project}/locations/${var.region}/repositories/${google_dataform_repository.this.name}"
}
