"""Django's handle on the app."""

from django.apps import AppConfig


class Core(AppConfig):
    """轮岗工作."""

    name = "lungang.campaign.core"
    label = "core"
    verbose_name = "轮岗工作"
