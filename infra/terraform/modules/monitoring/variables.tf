variable "project" {
  description = "Project id."
  type        = string
}

variable "alerts" {
  description = "infra/alerts.yaml, decoded."
  type        = any

  validation {
    condition     = alltrue([for rule in var.alerts.rules : contains(["critical", "high", "medium"], rule.severity)])
    error_message = "every rule has the severity critical, high or medium."
  }
}

variable "alert_email" {
  description = "Address that alerts go to."
  type        = string
}

variable "slack_channel_id" {
  description = "Channel of Slack; empty for none."
  type        = string
}

variable "logs_bucket" {
  description = "Bucket that logs are archived in."
  type        = string
}

variable "api_host" {
  description = "Host of the API."
  type        = string
}
