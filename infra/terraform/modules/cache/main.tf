variable "project" {
  description = "Project id."
  type        = string
}

variable "region" {
  description = "Region of the cache."
  type        = string
}

resource "google_compute_network" "cache" {
  project                 = var.project
  name                    = "hanks-tank"
  auto_create_subnetworks = false
}

resource "google_compute_subnetwork" "cache" {
  project                  = var.project
  region                   = var.region
  name                     = "hanks-tank"
  network                  = google_compute_network.cache.id
  ip_cidr_range            = "10.8.0.0/24"
  private_ip_google_access = true
}

# Only reachable inside the network, and it holds counters of requests, nothing secret: so without a password in the state.
resource "google_redis_instance" "cache" {
  project            = var.project
  region             = var.region
  name               = "hanks-tank"
  tier               = "BASIC"
  memory_size_gb     = 1
  redis_version      = "REDIS_7_2"
  authorized_network = google_compute_network.cache.id
}

output "url" {
  description = "TANK_REDIS_URL."
  value       = "redis://${google_redis_instance.cache.host}:${google_redis_instance.cache.port}"
}

output "network" {
  description = "Network of the cache."
  value       = google_compute_network.cache.id
}

output "subnetwork" {
  description = "Subnetwork that the API reaches it through."
  value       = google_compute_subnetwork.cache.id
}
