variable "project" {
  description = "Project id."
  type        = string
}

locals {
  services = [
    "aiplatform.googleapis.com",
    "artifactregistry.googleapis.com",
    "bigquery.googleapis.com",
    "bigqueryreservation.googleapis.com",
    "billingbudgets.googleapis.com",
    "cloudscheduler.googleapis.com",
    "compute.googleapis.com",
    "dataform.googleapis.com",
    "iam.googleapis.com",
    "iamcredentials.googleapis.com",
    "logging.googleapis.com",
    "monitoring.googleapis.com",
    "pubsub.googleapis.com",
    "redis.googleapis.com",
    "run.googleapis.com",
    "secretmanager.googleapis.com",
    "serviceusage.googleapis.com",
    "storage.googleapis.com",
    "sts.googleapis.com",
  ]
}

data "google_project" "this" {
  project_id = var.project
}

resource "google_project_service" "used" {
  for_each           = toset(local.services)
  project            = var.project
  service            = each.key
  disable_on_destroy = false
}

# Who read and wrote data is on record.
resource "google_project_iam_audit_config" "data" {
  for_each = toset(["bigquery.googleapis.com", "secretmanager.googleapis.com", "storage.googleapis.com"])
  project  = var.project
  service  = each.key

  audit_log_config {
    log_type = "DATA_READ"
  }

  audit_log_config {
    log_type = "DATA_WRITE"
  }
}

output "project" {
  description = "The project, once its services are on."
  value       = var.project
  depends_on  = [google_project_service.used]
}

output "number" {
  description = "Number of the project."
  value       = data.google_project.this.number
}
