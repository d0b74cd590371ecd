locals {
  # Time, memory and instances of the plan; a role is the container's argument (pipeline/service/main.ts).
  services = {
    collector      = { account = "data-collector", timeout = "540s", memory = "2Gi", cpu = "1", min = 0, max = 1, concurrency = 1 }
    validator      = { account = "bigquery-loader", timeout = "300s", memory = "1Gi", cpu = "1", min = 0, max = 1, concurrency = 1 }
    loader         = { account = "bigquery-loader", timeout = "540s", memory = "2Gi", cpu = "1", min = 0, max = 1, concurrency = 1 }
    features       = { account = "feature-engine", timeout = "900s", memory = "2Gi", cpu = "1", min = 0, max = 10, concurrency = 1 }
    trainer        = { account = "model-trainer", timeout = "3600s", memory = "8Gi", cpu = "2", min = 0, max = 1, concurrency = 1 }
    pipeline       = { account = "bigquery-loader", timeout = "540s", memory = "1Gi", cpu = "1", min = 0, max = 1, concurrency = 1 }
    prediction-api = { account = "prediction-api", timeout = "30s", memory = "2Gi", cpu = "2", min = 1, max = 50, concurrency = 200 }
  }

  # Nights go through the services, event by event; what may take hours runs whole in one job, and lets the night come to its end.
  jobs = {
    daily    = { account = "bigquery-loader", args = ["pipeline", "start", "daily"], timeout = "300s" }
    refresh  = { account = "bigquery-loader", args = ["pipeline", "start", "refresh"], timeout = "300s" }
    weekly   = { account = "pipeline-runner", args = ["pipeline", "run", "weekly", "--wait", "60"], timeout = "14400s" }
    monthly  = { account = "pipeline-runner", args = ["pipeline", "run", "monthly", "--wait", "60"], timeout = "28800s" }
    backfill = { account = "pipeline-runner", args = ["pipeline", "run", "backfill"], timeout = "86400s" }
    alerts   = { account = "bigquery-loader", args = ["pipeline", "run", "alerts"], timeout = "300s" }
    heal     = { account = "pipeline-runner", args = ["pipeline", "run", "heal"], timeout = "10800s" }
  }

  # US/Eastern, as tank schedule says.
  schedules = {
    daily   = "0 2 * * *"
    weekly  = "0 3 * * 0"
    monthly = "0 4 1 * *"
    refresh = "10 9-22 * * *"
    alerts  = "30 * * * *"
    heal    = "45 7-22 * * *"
  }

  settings = {
    NODE_ENV                 = "production"
    TANK_WAREHOUSE           = "bigquery"
    TANK_PROJECT             = var.project
    TANK_LOCATION            = var.location
    TANK_LOG                 = "json"
    TANK_STATE               = "/tmp/tank"
    TANK_STAGING_BUCKET      = "gs://${var.staging_bucket}"
    TANK_MODELS_BUCKET       = "gs://${var.models_bucket}"
    TANK_MODEL_REGISTRY      = var.region
    TANK_DATAFORM_REPOSITORY = var.dataform_repository
    TANK_PUSH_ACCOUNT        = var.accounts["invoker"]
  }

  own_settings = {
    prediction-api = merge(
      {
        TANK_ACCESS          = var.public_api ? "keys" : "iam"
        TANK_KEYS            = "/secrets/keys.json"
        TANK_TRUSTED_PROXIES = "1"
      },
      var.redis_url == null ? {} : { TANK_REDIS_URL = var.redis_url },
    )
    collector = { TANK_WEATHER_KEY_SECRET = "${var.secrets["weather-api-key"]}/versions/latest" }
    pipeline  = { TANK_SLACK_WEBHOOK_SECRET = "${var.secrets["monitoring-webhook"]}/versions/latest" }
  }
}

resource "google_cloud_run_v2_service" "of" {
  for_each            = local.services
  project             = var.project
  location            = var.region
  name                = each.key
  ingress             = "INGRESS_TRAFFIC_ALL"
  deletion_protection = false

  template {
    service_account                  = var.accounts[each.value.account]
    timeout                          = each.value.timeout
    max_instance_request_concurrency = each.value.concurrency

    scaling {
      min_instance_count = each.value.min
      max_instance_count = each.value.max
    }

    containers {
      image = var.image
      args  = [each.key]

      resources {
        # Work goes on after Pub/Sub has stopped waiting for the answer; the API computes only while it is asked.
        cpu_idle          = each.key == "prediction-api"
        startup_cpu_boost = true
        limits = {
          cpu    = each.value.cpu
          memory = each.value.memory
        }
      }

      ports {
        container_port = 8080
      }

      dynamic "env" {
        for_each = merge(local.settings, lookup(local.own_settings, each.key, {}))
        content {
          name  = env.key
          value = env.value
        }
      }

      startup_probe {
        period_seconds    = 5
        timeout_seconds   = 3
        failure_threshold = 24
        http_get {
          path = "/healthz"
        }
      }

      liveness_probe {
        period_seconds    = 30
        timeout_seconds   = 5
        failure_threshold = 3
        http_get {
          path = "/healthz"
        }
      }

      dynamic "volume_mounts" {
        for_each = each.key == "prediction-api" ? ["keys"] : []
        content {
          name       = volume_mounts.value
          mount_path = "/secrets"
        }
      }
    }

    dynamic "volumes" {
      for_each = each.key == "prediction-api" ? ["keys"] : []
      content {
        name = volumes.value
        secret {
          secret = var.secrets["api-keys"]
          items {
            path    = "keys.json"
            version = "latest"
          }
        }
      }
    }

    dynamic "vpc_access" {
      for_each = each.key == "prediction-api" && var.network != null ? [var.network] : []
      content {
        egress = "PRIVATE_RANGES_ONLY"
        network_interfaces {
          network    = vpc_access.value
          subnetwork = var.subnetwork
        }
      }
    }
  }

  # The deploy workflow rolls images out and splits traffic.
  lifecycle {
    ignore_changes = [template[0].containers[0].image, template[0].revision, traffic, client, client_version]
  }
}

resource "google_cloud_run_v2_job" "of" {
  for_each            = local.jobs
  project             = var.project
  location            = var.region
  name                = each.key
  deletion_protection = false

  template {
    template {
      service_account = var.accounts[each.value.account]
      timeout         = each.value.timeout
      max_retries     = 1

      containers {
        image = var.image
        args  = each.value.args

        resources {
          limits = {
            cpu    = "2"
            memory = "8Gi"
          }
        }

        dynamic "env" {
          for_each = merge(local.settings, local.own_settings.collector, local.own_settings.pipeline)
          content {
            name  = env.key
            value = env.value
          }
        }
      }
    }
  }

  lifecycle {
    ignore_changes = [template[0].template[0].containers[0].image, client, client_version]
  }
}

resource "google_cloud_scheduler_job" "of" {
  for_each         = local.schedules
  project          = var.project
  region           = var.region
  name             = each.key
  description      = "Starts the job ${each.key}"
  schedule         = each.value
  time_zone        = "America/New_York"
  attempt_deadline = "180s"

  retry_config {
    retry_count          = 3
    min_backoff_duration = "30s"
    max_backoff_duration = "300s"
  }

  http_target {
    http_method = "POST"
    uri         = "https://run.googleapis.com/v2/projects/${var.project}/locations/${var.region}/jobs/${google_cloud_run_v2_job.of[each.key].name}:run"

    oauth_token {
      service_account_email = var.accounts["invoker"]
    }
  }
}

# Pub/Sub calls the services, Scheduler the jobs, nobody else; the API by IAM or by keys.
resource "google_cloud_run_v2_service_iam_member" "push" {
  for_each = { for name, service in local.services : name => service if name != "prediction-api" }
  project  = var.project
  location = var.region
  name     = google_cloud_run_v2_service.of[each.key].name
  role     = "roles/run.invoker"
  member   = "serviceAccount:${var.accounts["invoker"]}"
}

resource "google_cloud_run_v2_job_iam_member" "schedule" {
  for_each = local.schedules
  project  = var.project
  location = var.region
  name     = google_cloud_run_v2_job.of[each.key].name
  role     = "roles/run.invoker"
  member   = "serviceAccount:${var.accounts["invoker"]}"
}

resource "google_cloud_run_v2_service_iam_member" "api" {
  for_each = toset(var.public_api ? ["allUsers"] : var.api_callers)
  project  = var.project
  location = var.region
  name     = google_cloud_run_v2_service.of["prediction-api"].name
  role     = "roles/run.invoker"
  member   = each.key
}

output "urls" {
  description = "URL of each service."
  value       = { for name, service in google_cloud_run_v2_service.of : name => service.uri }
}

output "api_host" {
  description = "Host of the API."
  value       = trimprefix(google_cloud_run_v2_service.of["prediction-api"].uri, "https://")
}
