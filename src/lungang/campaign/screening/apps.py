"""Django's handle on the app."""

from django.apps import AppConfig


class Screening(AppConfig):
    """筛查."""

    name = "lungang.campaign.screening"
    label = "screening"
    verbose_name = "筛查"

    def ready(self) -> None:
        """Make the units' task and the desks' items known to the workbench."""
        from django.utils.translation import gettext_noop as _

        from lungang.campaign.core.kinds import TaskKind, register, register_desk
        from lungang.campaign.core.models import TaskState
        from lungang.campaign.core.passing import register_entry
        from lungang.campaign.rosters.actions.rekeying import register_rekey
        from lungang.campaign.screening import desk
        from lungang.campaign.screening.actions.rekeying import move_people
        from lungang.campaign.screening.queries import OPINIONS, why_no_deliberation

        register(
            TaskKind(
                key=OPINIONS,
                noun=_("应交流、应轮岗人员的意见"),
                home="screening:unit",
                board="screening:opinions",
                by_hand=False,
                verbs={TaskState.OPEN: _("报应交流、应轮岗人员的意见")},
                buttons={TaskState.OPEN: _("去看"), TaskState.BEGUN: _("接着报")},
                describe=desk.describe,
            )
        )
        register_desk(desk.waiting)
        register_entry("deliberation", why_no_deliberation)
        register_rekey(move_people)
