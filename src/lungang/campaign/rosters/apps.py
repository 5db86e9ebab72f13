"""Django's handle on the app."""

from django.apps import AppConfig


class Rosters(AppConfig):
    """花名册."""

    name = "lungang.campaign.rosters"
    label = "rosters"
    verbose_name = "花名册"
