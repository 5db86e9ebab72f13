"""Django's handle on the app."""

from django.apps import AppConfig


class Transfer(AppConfig):
    """落实."""

    name = "lungang.campaign.transfer"
    label = "transfer"
    verbose_name = "落实"

    def ready(self) -> None:
        """Make the units' tasks, the desks' items and what opens the step known."""
        from django.utils.translation import gettext_noop as _

        from lungang.campaign.core.kinds import TaskKind, register, register_desk
        from lungang.campaign.core.models import TaskState
        from lungang.campaign.core.passing import register_entry, register_hold
        from lungang.campaign.transfer import desk
        from lungang.campaign.transfer.queries import (
            ARRIVALS,
            HANDOVERS,
            LETTERS,
            why_no_transfer,
            why_no_way_back,
        )

        for key, noun, describe, after in (
            (LETTERS, _("调出人员的介绍信"), desk.describe_letters, ()),
            (HANDOVERS, _("调出人员的交接"), desk.describe_handovers, (LETTERS,)),
            (ARRIVALS, _("调入人员的报到"), desk.describe_arrivals, ()),
        ):
            register(
                TaskKind(
                    key=key,
                    noun=noun,
                    home="transfer:board",
                    board="transfer:board",
                    by_hand=False,
                    due_at_home="transfer:meeting",
                    verbs={TaskState.OPEN: _("办") + noun},
                    buttons={TaskState.OPEN: _("去办"), TaskState.ACCEPTED: _("查看")},
                    describe=describe,
                    waits_for=after,
                )
            )
        register_desk(desk.waiting)
        register_entry("transfer", why_no_transfer)
        register_hold("transfer", why_no_way_back)
