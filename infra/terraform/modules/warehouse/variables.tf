variable "project" {
  description = "Project id."
  type        = string
}

variable "location" {
  description = "Location of the datasets."
  type        = string
}

variable "accounts" {
  description = "E-mail address of each account by name."
  type        = map(string)
}

variable "recorder_role" {
  description = "Role of those who record in a dataset."
  type        = string
}

variable "appender_role" {
  description = "Role of those who append to a table."
  type        = string
}

variable "with_prediction_log" {
  description = "Whether the API logs what it served; the table must be there."
  type        = bool
}

variable "query_bytes_per_day" {
  description = "MiB that queries may read in a day."
  type        = number
}

variable "reservation_slots" {
  description = "Most slots of the reservation; 0 for none."
  type        = number
}
