"""Django's handle on the app."""

from django.apps import AppConfig


class Deliberation(AppConfig):
    """商定."""

    name = "lungang.campaign.deliberation"
    label = "deliberation"
    verbose_name = "商定"

    def ready(self) -> None:
        """Make the desks' items known, and what decided principles freeze."""
        from lungang.campaign.core import freezing
        from lungang.campaign.core.kinds import register_desk
        from lungang.campaign.deliberation import desk, principles
        from lungang.platform.organisation import freezing as of_units

        register_desk(desk.waiting)
        freezing.register_freeze("deliberation", principles.why_frozen)
        of_units.register_freeze(principles.units_frozen)
