output "api_url" {
  description = "Where the API answers."
  value       = module.services.urls["prediction-api"]
}

output "images" {
  description = "Where images are pushed to."
  value       = module.images.host
}

output "dataform_repository" {
  description = "TANK_DATAFORM_REPOSITORY of `tank release`."
  value       = module.dataform.repository
}

output "github_variables" {
  description = "Variables that the workflows of GitHub need; none is secret."
  value = {
    GCP_PROJECT         = var.project
    GCP_REGION          = var.region
    GCP_WORKLOAD_POOL   = module.delivery.workload_provider
    GCP_DEPLOYER        = module.delivery.deployer
    GCP_IMAGES          = module.images.host
    DATAFORM_REPOSITORY = module.dataform.repository
  }
}
