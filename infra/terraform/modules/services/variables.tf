variable "project" {
  description = "Project id."
  type        = string
}

variable "region" {
  description = "Region of the services."
  type        = string
}

variable "location" {
  description = "Location of the datasets."
  type        = string
}

variable "image" {
  description = "Image of every service."
  type        = string
}

variable "accounts" {
  description = "E-mail address of each account by name."
  type        = map(string)
}

variable "staging_bucket" {
  description = "Bucket of files to be loaded."
  type        = string
}

variable "models_bucket" {
  description = "Bucket of models."
  type        = string
}

variable "dataform_repository" {
  description = "Full name of the Dataform repository."
  type        = string
}

variable "secrets" {
  description = "Full name of each secret."
  type        = map(string)
}

variable "redis_url" {
  description = "Memorystore, if there is one."
  type        = string
}

variable "network" {
  description = "Network that Memorystore is in."
  type        = string
}

variable "subnetwork" {
  description = "Subnetwork that the API reaches Memorystore through."
  type        = string
}

variable "public_api" {
  description = "Whether anybody may call the API."
  type        = bool
}

variable "api_callers" {
  description = "Who else may call it."
  type        = list(string)
}
