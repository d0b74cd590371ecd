locals {
  labels = {
    application = "hanks-tank"
    managed_by  = "terraform"
  }

  # The topics of pipeline/events/envelope.ts, and the service that handles each.
  topics = {
    "run.requested"       = "collector"
    "data.retry"          = "collector"
    "data.collected"      = "validator"
    "data.validated"      = "loader"
    "data.loaded"         = "features"
    "features.created"    = "trainer"
    "model.deployed"      = "trainer"
    "predictions.created" = "pipeline"
  }

  alerts = yamldecode(file("${path.module}/../alerts.yaml"))
}

module "project" {
  source  = "./modules/project"
  project = var.project
}

module "identity" {
  source  = "./modules/identity"
  project = module.project.project
}

module "warehouse" {
  source              = "./modules/warehouse"
  project             = module.project.project
  location            = var.location
  accounts            = module.identity.accounts
  recorder_role       = module.identity.recorder_role
  appender_role       = module.identity.appender_role
  with_prediction_log = var.with_prediction_log
  query_bytes_per_day = var.query_bytes_per_day
  reservation_slots   = var.reservation_slots
}

module "storage" {
  source      = "./modules/storage"
  project     = module.project.project
  location    = var.location
  accounts    = module.identity.accounts
  lander_role = module.identity.lander_role
  labels      = local.labels
  log_writer  = module.monitoring.log_writer
}

module "secrets" {
  source   = "./modules/secrets"
  project  = module.project.project
  accounts = module.identity.accounts
}

module "images" {
  source  = "./modules/images"
  project = module.project.project
  region  = var.region
}

module "dataform" {
  source         = "./modules/dataform"
  project        = module.project.project
  project_number = module.project.number
  region         = var.region
  location       = var.location
  accounts       = module.identity.accounts
}

module "cache" {
  count   = var.with_cache ? 1 : 0
  source  = "./modules/cache"
  project = module.project.project
  region  = var.region
}

module "services" {
  source              = "./modules/services"
  project             = module.project.project
  region              = var.region
  location            = var.location
  image               = var.image
  accounts            = module.identity.accounts
  staging_bucket      = module.storage.staging_bucket
  models_bucket       = module.storage.models_bucket
  dataform_repository = module.dataform.repository
  secrets             = module.secrets.ids
  redis_url           = one(module.cache[*].url)
  network             = one(module.cache[*].network)
  subnetwork          = one(module.cache[*].subnetwork)
  public_api          = var.public_api
  api_callers         = var.api_callers
}

module "messaging" {
  source         = "./modules/messaging"
  project        = module.project.project
  project_number = module.project.number
  topics         = local.topics
  service_urls   = module.services.urls
  accounts       = module.identity.accounts
}

module "models" {
  source   = "./modules/models"
  project  = module.project.project
  accounts = module.identity.accounts
}

module "monitoring" {
  source           = "./modules/monitoring"
  project          = module.project.project
  alerts           = local.alerts
  alert_email      = var.alert_email
  slack_channel_id = var.slack_channel_id
  logs_bucket      = "${var.project}-logs"
  api_host         = module.services.api_host
}

module "budget" {
  source          = "./modules/budget"
  project_number  = module.project.number
  billing_account = var.billing_account
  monthly_budget  = var.monthly_budget
  channels        = module.monitoring.email_channels
}

module "delivery" {
  source            = "./modules/delivery"
  project           = module.project.project
  project_number    = module.project.number
  region            = var.region
  github_repository = var.github_repository
  accounts          = module.identity.accounts
  images            = module.images.repository
  dataform          = module.dataform.name
}
