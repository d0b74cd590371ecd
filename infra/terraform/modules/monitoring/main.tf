locals {
  rules      = { for rule in var.alerts.rules : rule.name => rule }
  severities = { critical = "CRITICAL", high = "ERROR", medium = "WARNING" }

  channels = {
    email = [google_monitoring_notification_channel.email.id]
    slack = var.slack_channel_id == "" ? [] : [var.slack_channel_id]
  }

  runbook = "docs/runbook.md"
}

resource "google_monitoring_notification_channel" "email" {
  project      = var.project
  display_name = "Hank's Tank, e-mail"
  type         = "email"

  labels = {
    email_address = var.alert_email
  }
}

# The pipeline evaluates the rules of infra/alerts.yaml in SQL and logs each that fires: there is one policy per rule, so that
# one that cannot reach anybody itself is told by Google.
resource "google_monitoring_alert_policy" "rule" {
  for_each     = local.rules
  project      = var.project
  display_name = each.key
  combiner     = "OR"
  severity     = local.severities[each.value.severity]

  conditions {
    display_name = "${each.key} fires"

    condition_matched_log {
      filter = "resource.type=(\"cloud_run_revision\" OR \"cloud_run_job\") AND jsonPayload.event=\"alert.firing\" AND jsonPayload.rule=\"${each.key}\""
    }
  }

  alert_strategy {
    auto_close = "604800s"

    notification_rate_limit {
      period = "${var.alerts.remind_after_hours * 3600}s"
    }
  }

  documentation {
    subject   = "Hank's Tank: ${each.key}"
    mime_type = "text/markdown"
    content   = "Severity ${each.value.severity}. What to do: ${local.runbook}#${each.value.runbook}. The threshold is ${each.value.threshold}; the rule is in infra/alerts.yaml."
  }

  notification_channels = flatten([for kind in each.value.notify : local.channels[kind]])
}

resource "google_monitoring_uptime_check_config" "api" {
  project      = var.project
  display_name = "prediction-api"
  period       = "300s"
  timeout      = "10s"

  http_check {
    path         = "/healthz"
    port         = 443
    use_ssl      = true
    validate_ssl = true

    service_agent_authentication {
      type = "OIDC_TOKEN"
    }
  }

  monitored_resource {
    type = "uptime_url"
    labels = {
      project_id = var.project
      host       = var.api_host
    }
  }
}

resource "google_monitoring_alert_policy" "api_down" {
  project      = var.project
  display_name = "prediction-api does not answer"
  combiner     = "OR"
  severity     = "CRITICAL"

  conditions {
    display_name = "Under 99 % of probes in an hour"

    condition_threshold {
      filter          = "resource.type=\"uptime_url\" AND metric.type=\"monitoring.googleapis.com/uptime_check/check_passed\" AND metric.label.check_id=\"${google_monitoring_uptime_check_config.api.uptime_check_id}\""
      comparison      = "COMPARISON_LT"
      threshold_value = 0.99
      duration        = "0s"

      aggregations {
        alignment_period     = "3600s"
        per_series_aligner   = "ALIGN_FRACTION_TRUE"
        cross_series_reducer = "REDUCE_MEAN"
      }
    }
  }

  notification_channels = flatten(values(local.channels))
}

# Events that nobody could handle, though they were delivered as often as they may be.
resource "google_monitoring_alert_policy" "dead_events" {
  project      = var.project
  display_name = "dead events"
  combiner     = "OR"
  severity     = "ERROR"

  conditions {
    display_name = "A dead-letter subscription holds events"

    condition_threshold {
      filter          = "resource.type=\"pubsub_subscription\" AND metric.type=\"pubsub.googleapis.com/subscription/num_undelivered_messages\" AND resource.label.subscription_id=monitoring.regex.full_match(\".*[.]dead\")"
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "300s"

      aggregations {
        alignment_period   = "300s"
        per_series_aligner = "ALIGN_MAX"
      }
    }
  }

  notification_channels = flatten(values(local.channels))
}

# Errors by component, counted from the log lines.
resource "google_logging_metric" "errors" {
  project = var.project
  name    = "hanks_tank/errors"
  filter  = "resource.type=(\"cloud_run_revision\" OR \"cloud_run_job\") AND severity>=ERROR"

  label_extractors = {
    component = "EXTRACT(jsonPayload.component)"
  }

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"

    labels {
      key        = "component"
      value_type = "STRING"
    }
  }
}

resource "google_logging_project_sink" "archive" {
  project                = var.project
  name                   = "hanks-tank-archive"
  destination            = "storage.googleapis.com/${var.logs_bucket}"
  filter                 = "resource.type=(\"cloud_run_revision\" OR \"cloud_run_job\")"
  unique_writer_identity = true
}

output "log_writer" {
  description = "Member that archives logs."
  value       = google_logging_project_sink.archive.writer_identity
}

output "email_channels" {
  description = "Channels of e-mail."
  value       = local.channels.email
}
