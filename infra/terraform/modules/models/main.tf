variable "project" {
  description = "Project id."
  type        = string
}

variable "accounts" {
  description = "E-mail address of each account by name."
  type        = map(string)
}

# The Model Registry needs no resource: models appear in it when they are registered. These may register them, and alone.
resource "google_project_iam_member" "registrar" {
  for_each = toset(["model-trainer", "pipeline-runner"])
  project  = var.project
  role     = "roles/aiplatform.user"
  member   = "serviceAccount:${var.accounts[each.key]}"
}
