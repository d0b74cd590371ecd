# Copy to terraform.tfvars and set what is yours. Nothing here is secret.
project           = "hankstank"
billing_account   = "000000-000000-000000"
alert_email       = "owner@example.com"
github_repository = "owner/hanks-tank"
image             = "us-central1-docker.pkg.dev/hankstank/hanks-tank/hanks-tank@sha256:0000000000000000000000000000000000000000000000000000000000000000"
