variable "project" {
  description = "Project id."
  type        = string
}

variable "region" {
  description = "Region of the images."
  type        = string
}

resource "google_artifact_registry_repository" "images" {
  project       = var.project
  location      = var.region
  repository_id = "hanks-tank"
  description   = "The image of every service, its SBOM and its signature"
  format        = "DOCKER"

  docker_config {
    immutable_tags = true
  }

  cleanup_policies {
    id     = "keep-newest"
    action = "KEEP"
    most_recent_versions {
      keep_count = 20
    }
  }

  cleanup_policies {
    id     = "remove-old"
    action = "DELETE"
    condition {
      older_than = "7776000s"
    }
  }
}

output "repository" {
  description = "Name of the repository."
  value       = google_artifact_registry_repository.images.repository_id
}

output "host" {
  description = "Where images are pushed to."
  value       = "${var.region}-docker.pkg.dev/${var.project}/${google_artifact_registry_repository.images.repository_id}"
}
