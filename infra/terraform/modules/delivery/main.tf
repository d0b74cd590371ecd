variable "project" {
  description = "Project id."
  type        = string
}

variable "project_number" {
  description = "Number of the project."
  type        = string
}

variable "region" {
  description = "Region of what is deployed."
  type        = string
}

variable "github_repository" {
  description = "OWNER/NAME of the repository whose workflows may deploy."
  type        = string
}

variable "accounts" {
  description = "E-mail address of each account by name."
  type        = map(string)
}

variable "images" {
  description = "Name of the repository of images."
  type        = string
}

variable "dataform" {
  description = "Name of the Dataform repository."
  type        = string
}

locals {
  # A revision runs as these, so who deploys it must be allowed to say so.
  runtime_accounts = ["data-collector", "bigquery-loader", "feature-engine", "model-trainer", "prediction-api", "pipeline-runner", "dataform-runner"]
  member           = "serviceAccount:${google_service_account.deployer.email}"
}

resource "google_service_account" "deployer" {
  project      = var.project
  account_id   = "deployer"
  display_name = "Deploys from main, without a key"
}

resource "google_iam_workload_identity_pool" "github" {
  project                   = var.project
  workload_identity_pool_id = "github"
  display_name              = "GitHub"
}

# Tokens of one repository only, and there only of its environment production, which asks for an approval.
resource "google_iam_workload_identity_pool_provider" "github" {
  project                            = var.project
  workload_identity_pool_id          = google_iam_workload_identity_pool.github.workload_identity_pool_id
  workload_identity_pool_provider_id = "github"
  attribute_condition                = "assertion.repository == '${var.github_repository}' && assertion.ref == 'refs/heads/main'"

  attribute_mapping = {
    "google.subject"       = "assertion.sub"
    "attribute.repository" = "assertion.repository"
  }

  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_service_account_iam_member" "github" {
  service_account_id = google_service_account.deployer.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "principal://iam.googleapis.com/projects/${var.project_number}/locations/global/workloadIdentityPools/${google_iam_workload_identity_pool.github.workload_identity_pool_id}/subject/repo:${var.github_repository}:environment:production"
}

resource "google_artifact_registry_repository_iam_member" "deployer" {
  project    = var.project
  location   = var.region
  repository = var.images
  role       = "roles/artifactregistry.writer"
  member     = local.member
}

resource "google_project_iam_member" "deployer" {
  project = var.project
  role    = "roles/run.developer"
  member  = local.member
}

resource "google_dataform_repository_iam_member" "deployer" {
  provider   = google-beta
  project    = var.project
  region     = var.region
  repository = var.dataform
  role       = "roles/dataform.editor"
  member     = local.member
}

resource "google_service_account_iam_member" "act_as" {
  for_each           = toset(local.runtime_accounts)
  service_account_id = "projects/${var.project}/serviceAccounts/${var.accounts[each.key]}"
  role               = "roles/iam.serviceAccountUser"
  member             = local.member
}

output "workload_provider" {
  description = "Provider that GitHub exchanges its token at."
  value       = google_iam_workload_identity_pool_provider.github.name
}

output "deployer" {
  description = "Account that deploys."
  value       = google_service_account.deployer.email
}
