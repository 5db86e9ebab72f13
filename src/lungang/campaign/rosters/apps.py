"""Django's handle on the app."""

from django.apps import AppConfig


class Rosters(AppConfig):
    """花名册."""

    name = "lungang.campaign.rosters"
    label = "rosters"
    verbose_name = "花名册"

    def ready(self) -> None:
        """Make the task and the desk's items known to the workbench."""
        from lungang.campaign.core.kinds import TaskKind, register, register_desk
        from lungang.campaign.rosters import board, reveals
        from lungang.campaign.rosters.queries import TASK

        register(
            TaskKind(
                key=TASK,
                noun="花名册",
                home="rosters:mine",
                board="rosters:board",
                step="reporting",
                describe=board.describe,
                returned=board.returned,
            )
        )
        register_desk(board.rows_to_accept)
        register_desk(reveals.seen_lately)
