variable "project" {
  description = "Project id."
  type        = string
}

variable "project_number" {
  description = "Number of the project, in the name of Pub/Sub's own account."
  type        = string
}

variable "topics" {
  description = "Service that handles the events of each topic."
  type        = map(string)
}

variable "service_urls" {
  description = "URL of each service."
  type        = map(string)
}

variable "accounts" {
  description = "E-mail address of each account by name."
  type        = map(string)
}

locals {
  # Who emits what: each step the event that follows it.
  publishers = [
    { account = "data-collector", topics = ["data.collected"] },
    { account = "bigquery-loader", topics = ["run.requested", "data.validated", "data.retry", "data.loaded"] },
    { account = "feature-engine", topics = ["features.created"] },
    { account = "model-trainer", topics = ["model.deployed", "predictions.created"] },
  ]

  grants = merge([
    for publisher in local.publishers : {
      for topic in publisher.topics : "${publisher.account} ${topic}" => { account = publisher.account, topic = topic }
    }
  ]...)

  pubsub_agent = "serviceAccount:service-${var.project_number}@gcp-sa-pubsub.iam.gserviceaccount.com"
}

resource "google_pubsub_topic" "of" {
  for_each                   = var.topics
  project                    = var.project
  name                       = each.key
  message_retention_duration = "604800s"
}

resource "google_pubsub_topic" "dead" {
  for_each                   = var.topics
  project                    = var.project
  name                       = "${each.key}.dead"
  message_retention_duration = "604800s"
}

# An event whose run another worker holds is refused and comes again: so a delivery may fail many times before it is dead.
resource "google_pubsub_subscription" "push" {
  for_each                   = var.topics
  project                    = var.project
  name                       = "${each.key}.${each.value}"
  topic                      = google_pubsub_topic.of[each.key].id
  ack_deadline_seconds       = 600
  message_retention_duration = "86400s"

  expiration_policy {
    ttl = ""
  }

  push_config {
    push_endpoint = "${var.service_urls[each.value]}/events"

    oidc_token {
      service_account_email = var.accounts["invoker"]
      audience              = var.service_urls[each.value]
    }
  }

  retry_policy {
    minimum_backoff = "30s"
    maximum_backoff = "600s"
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.dead[each.key].id
    max_delivery_attempts = 30
  }
}

# Dead events wait for somebody to look at them.
resource "google_pubsub_subscription" "dead" {
  for_each                   = var.topics
  project                    = var.project
  name                       = "${each.key}.dead"
  topic                      = google_pubsub_topic.dead[each.key].id
  message_retention_duration = "604800s"

  expiration_policy {
    ttl = ""
  }
}

resource "google_pubsub_topic_iam_member" "publisher" {
  for_each = local.grants
  project  = var.project
  topic    = google_pubsub_topic.of[each.value.topic].name
  role     = "roles/pubsub.publisher"
  member   = "serviceAccount:${var.accounts[each.value.account]}"
}

resource "google_pubsub_topic_iam_member" "dead_letters" {
  for_each = var.topics
  project  = var.project
  topic    = google_pubsub_topic.dead[each.key].name
  role     = "roles/pubsub.publisher"
  member   = local.pubsub_agent
}

resource "google_pubsub_subscription_iam_member" "dead_letters" {
  for_each     = var.topics
  project      = var.project
  subscription = google_pubsub_subscription.push[each.key].name
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub_agent
}

resource "google_service_account_iam_member" "push_tokens" {
  service_account_id = "projects/${var.project}/serviceAccounts/${var.accounts["invoker"]}"
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = local.pubsub_agent
}

output "topics" {
  description = "Names of the topics."
  value       = [for topic in google_pubsub_topic.of : topic.name]
}
