"""Django's handle on the app."""

from django.apps import AppConfig


class Convening(AppConfig):
    """召集工作会."""

    name = "lungang.campaign.convening"
    label = "convening"
    verbose_name = "召集工作会"

    def ready(self) -> None:
        """Make the items of desks known."""
        from lungang.campaign.convening import desk
        from lungang.campaign.core.kinds import register_desk

        register_desk(desk.waiting)
