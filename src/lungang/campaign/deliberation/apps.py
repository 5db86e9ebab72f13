"""Django's handle on the app."""

from django.apps import AppConfig


class Deliberation(AppConfig):
    """商定."""

    name = "lungang.campaign.deliberation"
    label = "deliberation"
    verbose_name = "商定"
