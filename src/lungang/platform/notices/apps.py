"""Django's handle on the app."""

from django.apps import AppConfig


class Notices(AppConfig):
    """消息."""

    name = "lungang.platform.notices"
    label = "notices"
    verbose_name = "消息"
