from django.apps import AppConfig


class ReceiptsConfig(AppConfig):
    name = "protocols.receipts"
    label = "receipts"
    verbose_name = "Leesbevestigingen"
