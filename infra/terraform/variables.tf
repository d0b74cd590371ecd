variable "project" {
  description = "Google Cloud project that everything is made in; it exists and has billing."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "project must be a Google Cloud project id."
  }
}

variable "location" {
  description = "Location of every dataset and bucket; it cannot be changed afterwards."
  type        = string
  default     = "US"

  validation {
    condition     = contains(["US", "EU"], var.location) || can(regex("^[a-z]+-[a-z]+[0-9]$", var.location))
    error_message = "location must be US, EU or a region such as us-central1."
  }
}

variable "region" {
  description = "Region of Cloud Run, Scheduler, Artifact Registry, Dataform and Vertex AI; within location."
  type        = string
  default     = "us-central1"

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]$", var.region))
    error_message = "region must be a region such as us-central1."
  }
}

variable "image" {
  description = "Container image of every service, by digest. The deploy workflow replaces it afterwards."
  type        = string

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "image must be pinned by digest: HOST/PROJECT/REPOSITORY/NAME@sha256:DIGEST."
  }
}

variable "alert_email" {
  description = "Address that alerts and budget notices go to."
  type        = string

  validation {
    condition     = can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", var.alert_email))
    error_message = "alert_email must be an e-mail address."
  }
}

variable "slack_channel_id" {
  description = "Monitoring's notification channel of Slack (made once in the console, since Slack must authorize it); empty for none."
  type        = string
  default     = ""

  validation {
    condition     = var.slack_channel_id == "" || can(regex("^projects/[^/]+/notificationChannels/[0-9]+$", var.slack_channel_id))
    error_message = "slack_channel_id must be projects/PROJECT/notificationChannels/NUMBER."
  }
}

variable "billing_account" {
  description = "Billing account that the budget is made in."
  type        = string

  validation {
    condition     = can(regex("^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$", var.billing_account))
    error_message = "billing_account must look like 012345-6789AB-CDEF01."
  }
}

variable "monthly_budget" {
  description = "Expected bill of a month in US dollars; notices go out at 50, 90 and 100 % and when the forecast passes it."
  type        = number
  default     = 38

  validation {
    condition     = var.monthly_budget >= 1 && floor(var.monthly_budget) == var.monthly_budget
    error_message = "monthly_budget must be whole dollars, at least 1."
  }
}

variable "query_bytes_per_day" {
  description = "Bytes that all queries of the project may read in a day, in MiB; BigQuery refuses what goes beyond."
  type        = number
  default     = 204800

  validation {
    condition     = var.query_bytes_per_day >= 1024
    error_message = "query_bytes_per_day must be at least 1024 MiB."
  }
}

variable "reservation_slots" {
  description = "Slots of a BigQuery reservation with autoscaling from zero; 0 pays by bytes."
  type        = number
  default     = 0

  validation {
    condition     = var.reservation_slots >= 0 && var.reservation_slots % 50 == 0
    error_message = "reservation_slots must be 0 or a multiple of 50."
  }
}

variable "with_cache" {
  description = "Whether Memorystore keeps the rate limits of all instances of the API together."
  type        = bool
  default     = false
}

variable "with_prediction_log" {
  description = "Whether the API logs what it served, for comparing versions; set it when the first night has made the table."
  type        = bool
  default     = false
}

variable "public_api" {
  description = "Whether anybody may call the API, which then asks for keys itself. Otherwise only api_callers may, by IAM."
  type        = bool
  default     = false
}

variable "api_callers" {
  description = "IAM members that may call the API when it is not public, such as group:readers@example.com."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for member in var.api_callers : can(regex("^(user|group|serviceAccount|domain):", member))])
    error_message = "api_callers must be members of IAM; allUsers is public_api."
  }
}

variable "github_repository" {
  description = "OWNER/NAME of the repository whose workflows may deploy."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$", var.github_repository))
    error_message = "github_repository must be OWNER/NAME."
  }
}
