from django.apps import AppConfig


class RenewalsConfig(AppConfig):
    name = "consent.renewals"
    label = "renewals"
    verbose_name = "Jaarlijks nagaan"
