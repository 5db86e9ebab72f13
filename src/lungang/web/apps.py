"""Django's handle on the app."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class Web(AppConfig):
    """The pages' common house; it also puts the write guard on every connection."""

    name = "lungang.web"
    label = "web"

    def ready(self) -> None:
        """Guard every connection from its first moment."""
        from lungang.platform.guard import watch

        connection_created.connect(watch, dispatch_uid="lungang.guard")
