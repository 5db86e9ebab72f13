"""Django's handle on the app."""

from django.apps import AppConfig


class Outcomes(AppConfig):
    """结果."""

    name = "lungang.campaign.outcomes"
    label = "outcomes"
    verbose_name = "结果"

    def ready(self) -> None:
        """Make the desks' items and what opens the step known."""
        from lungang.campaign.core.kinds import register_desk
        from lungang.campaign.core.passing import register_entry
        from lungang.campaign.outcomes import desk
        from lungang.campaign.outcomes.queries import why_no_outcomes

        register_desk(desk.waiting)
        register_entry("outcomes", why_no_outcomes)
