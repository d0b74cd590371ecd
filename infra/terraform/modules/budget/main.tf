variable "project_number" {
  description = "Number of the project."
  type        = string
}

variable "billing_account" {
  description = "Billing account."
  type        = string
}

variable "monthly_budget" {
  description = "Expected bill of a month, US dollars."
  type        = number
}

variable "channels" {
  description = "Monitoring's channels that are told."
  type        = list(string)
}

resource "google_billing_budget" "month" {
  billing_account = var.billing_account
  display_name    = "Hank's Tank, month"

  budget_filter {
    projects        = ["projects/${var.project_number}"]
    calendar_period = "MONTH"
  }

  amount {
    specified_amount {
      currency_code = "USD"
      units         = tostring(var.monthly_budget)
    }
  }

  threshold_rules {
    threshold_percent = 0.5
  }

  threshold_rules {
    threshold_percent = 0.9
  }

  threshold_rules {
    threshold_percent = 1.0
  }

  threshold_rules {
    threshold_percent = 1.0
    spend_basis       = "FORECASTED_SPEND"
  }

  all_updates_rule {
    monitoring_notification_channels = var.channels
    disable_default_iam_recipients   = false
  }
}
