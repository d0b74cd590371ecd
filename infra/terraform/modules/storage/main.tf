variable "project" {
  description = "Project id; buckets' names begin with it."
  type        = string
}

variable "location" {
  description = "Location of the buckets."
  type        = string
}

variable "accounts" {
  description = "E-mail address of each account by name."
  type        = map(string)
}

variable "lander_role" {
  description = "Role of those who land in a bucket."
  type        = string
}

variable "labels" {
  description = "Labels of the buckets."
  type        = map(string)
}

variable "log_writer" {
  description = "Member that archives logs."
  type        = string
}

locals {
  # Files to be loaded are gone within days whatever happens to their run.
  buckets = {
    models  = { expires_after_days = null, is_versioned = true }
    staging = { expires_after_days = 7, is_versioned = false }
    logs    = { expires_after_days = 400, is_versioned = false }
  }

  bucket_grants = [
    { account = "data-collector", bucket = "staging", role = "roles/storage.objectCreator" },
    { account = "data-collector", bucket = "staging", role = "lander" },
    { account = "bigquery-loader", bucket = "staging", role = "roles/storage.objectViewer" },
    { account = "model-trainer", bucket = "models", role = "roles/storage.objectAdmin" },
    { account = "prediction-api", bucket = "models", role = "roles/storage.objectViewer" },
    { account = "pipeline-runner", bucket = "staging", role = "roles/storage.objectCreator" },
    { account = "pipeline-runner", bucket = "staging", role = "lander" },
    { account = "pipeline-runner", bucket = "models", role = "roles/storage.objectAdmin" },
  ]

  roles = { lander = var.lander_role }
}

resource "google_storage_bucket" "of" {
  for_each                    = local.buckets
  project                     = var.project
  name                        = "${var.project}-${each.key}"
  location                    = var.location
  storage_class               = "STANDARD"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = false
  labels                      = var.labels

  versioning {
    enabled = each.value.is_versioned
  }

  lifecycle_rule {
    action {
      type          = "SetStorageClass"
      storage_class = "NEARLINE"
    }
    condition {
      age = 90
    }
  }

  lifecycle_rule {
    action {
      type          = "SetStorageClass"
      storage_class = "COLDLINE"
    }
    condition {
      age = 365
    }
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      days_since_noncurrent_time = 30
    }
  }

  dynamic "lifecycle_rule" {
    for_each = each.value.expires_after_days == null ? [] : [each.value.expires_after_days]
    content {
      action {
        type = "Delete"
      }
      condition {
        age = lifecycle_rule.value
      }
    }
  }
}

resource "google_storage_bucket_iam_member" "granted" {
  for_each = { for grant in local.bucket_grants : "${grant.account} ${grant.bucket} ${grant.role}" => grant }
  bucket   = google_storage_bucket.of[each.value.bucket].name
  role     = lookup(local.roles, each.value.role, each.value.role)
  member   = "serviceAccount:${var.accounts[each.value.account]}"
}

resource "google_storage_bucket_iam_member" "log_writer" {
  bucket = google_storage_bucket.of["logs"].name
  role   = "roles/storage.objectCreator"
  member = var.log_writer
}

output "staging_bucket" {
  description = "Bucket of files to be loaded."
  value       = google_storage_bucket.of["staging"].name
}

output "models_bucket" {
  description = "Bucket of models and their cards."
  value       = google_storage_bucket.of["models"].name
}
