"""Django's handle on the app."""

from django.apps import AppConfig


class Notices(AppConfig):
    """消息."""

    name = "lungang.platform.notices"
    label = "notices"
    verbose_name = "消息"

    def ready(self) -> None:
        """Have the security administrator told of offices to be given anew."""
        from lungang.platform.accounts.actions.units import when_to_be_given_anew
        from lungang.platform.notices.actions.giving_anew import ask_to_give_anew

        when_to_be_given_anew(ask_to_give_anew)
