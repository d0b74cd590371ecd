locals {
  run_filter = "resource.type=\"cloud_run_revision\""

  # The four boards of the plan. What is in the warehouse (grades, accuracy, drift) is shown by the page and by Looker.
  dashboards = {
    "Data pipeline" = [
      { title = "Requests by service", filter = "${local.run_filter} metric.type=\"run.googleapis.com/request_count\"", aligner = "ALIGN_RATE", group = "resource.label.service_name" },
      { title = "Undelivered events", filter = "resource.type=\"pubsub_subscription\" metric.type=\"pubsub.googleapis.com/subscription/num_undelivered_messages\"", aligner = "ALIGN_MAX", group = "resource.label.subscription_id" },
      { title = "Age of the oldest event", filter = "resource.type=\"pubsub_subscription\" metric.type=\"pubsub.googleapis.com/subscription/oldest_unacked_message_age\"", aligner = "ALIGN_MAX", group = "resource.label.subscription_id" },
      { title = "Jobs that ended", filter = "resource.type=\"cloud_run_job\" metric.type=\"run.googleapis.com/job/completed_task_attempt_count\"", aligner = "ALIGN_SUM", group = "resource.label.job_name" },
    ]
    "Features and SQL" = [
      { title = "Slots in use", filter = "resource.type=\"bigquery_project\" metric.type=\"bigquery.googleapis.com/slots/allocated_for_project\"", aligner = "ALIGN_MEAN", group = "resource.label.project_id" },
      { title = "Bytes billed", filter = "resource.type=\"global\" metric.type=\"bigquery.googleapis.com/query/statement_scanned_bytes_billed\"", aligner = "ALIGN_SUM", group = "resource.label.project_id" },
      { title = "Bytes stored", filter = "resource.type=\"bigquery_dataset\" metric.type=\"bigquery.googleapis.com/storage/stored_bytes\"", aligner = "ALIGN_MEAN", group = "resource.label.dataset_id" },
    ]
    "Forecasts served" = [
      { title = "Latency, 99th percentile", filter = "${local.run_filter} resource.label.service_name=\"prediction-api\" metric.type=\"run.googleapis.com/request_latencies\"", aligner = "ALIGN_PERCENTILE_99", group = "resource.label.service_name" },
      { title = "Latency, median", filter = "${local.run_filter} resource.label.service_name=\"prediction-api\" metric.type=\"run.googleapis.com/request_latencies\"", aligner = "ALIGN_PERCENTILE_50", group = "resource.label.service_name" },
      { title = "Answers by class", filter = "${local.run_filter} resource.label.service_name=\"prediction-api\" metric.type=\"run.googleapis.com/request_count\"", aligner = "ALIGN_RATE", group = "metric.label.response_code_class" },
    ]
    "System" = [
      { title = "Instances", filter = "${local.run_filter} metric.type=\"run.googleapis.com/container/instance_count\"", aligner = "ALIGN_MAX", group = "resource.label.service_name" },
      { title = "Memory", filter = "${local.run_filter} metric.type=\"run.googleapis.com/container/memory/utilizations\"", aligner = "ALIGN_PERCENTILE_99", group = "resource.label.service_name" },
      { title = "Errors by component", filter = "metric.type=\"logging.googleapis.com/user/${google_logging_metric.errors.name}\"", aligner = "ALIGN_RATE", group = "metric.label.component" },
    ]
  }
}

resource "google_monitoring_dashboard" "of" {
  for_each = local.dashboards
  project  = var.project

  dashboard_json = jsonencode({
    displayName = "Hank's Tank: ${each.key}"
    gridLayout = {
      columns = "2"
      widgets = [
        for chart in each.value : {
          title = chart.title
          xyChart = {
            dataSets = [
              {
                plotType = "LINE"
                timeSeriesQuery = {
                  timeSeriesFilter = {
                    filter = chart.filter
                    aggregation = {
                      alignmentPeriod    = "300s"
                      perSeriesAligner   = chart.aligner
                      crossSeriesReducer = "REDUCE_SUM"
                      groupByFields      = [chart.group]
                    }
                  }
                }
              }
            ]
          }
        }
      ]
    }
  })
}
