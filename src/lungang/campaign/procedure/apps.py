"""Django's handle on the app."""

from django.apps import AppConfig


class Procedure(AppConfig):
    """征询."""

    name = "lungang.campaign.procedure"
    label = "procedure"
    verbose_name = "征询"

    def ready(self) -> None:
        """Make the desks' items known, and what must be in before a plan is confirmed."""
        from lungang.campaign.core.kinds import register_desk
        from lungang.campaign.deliberation.guarding import register_guard
        from lungang.campaign.procedure import desk
        from lungang.campaign.procedure.queries import hindrances

        register_desk(desk.waiting)
        register_guard(hindrances)
