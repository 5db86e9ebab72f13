"""Django's handle on the app."""

from django.apps import AppConfig


class Reviews(AppConfig):
    """复核."""

    name = "lungang.campaign.reviews"
    label = "reviews"
    verbose_name = "复核"

    def ready(self) -> None:
        """Make the items of desks known."""
        from django.utils.translation import gettext_noop as _

        from lungang.campaign.core.kinds import register_desk
        from lungang.campaign.reviews import desk, showing
        from lungang.campaign.transfer.beside import register_beside, register_link

        register_desk(desk.waiting)
        register_beside(showing.beside)
        register_link(_("复核"), "reviews:board")
        register_link(_("交流人员的账号"), "reviews:entries")
