"""Django's handle on the set-up: the system checks."""

from django.apps import AppConfig


class Config(AppConfig):
    """The set-up of the site."""

    name = "lungang.config"
    label = "config"

    def ready(self) -> None:
        """Make the checks known."""
        import lungang.config.checks  # noqa: F401
