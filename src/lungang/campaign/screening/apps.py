"""Django's handle on the app."""

from django.apps import AppConfig


class Screening(AppConfig):
    """筛查."""

    name = "lungang.campaign.screening"
    label = "screening"
    verbose_name = "筛查"
