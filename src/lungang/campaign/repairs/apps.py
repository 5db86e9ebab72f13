"""Django's handle on the app."""

from django.apps import AppConfig


class Repairs(AppConfig):
    """公布以后的情况."""

    name = "lungang.campaign.repairs"
    label = "repairs"
    verbose_name = "公布以后的情况"

    def ready(self) -> None:
        """Make the desks' items known."""
        from lungang.campaign.core.kinds import register_desk
        from lungang.campaign.repairs import desk

        register_desk(desk.waiting)
