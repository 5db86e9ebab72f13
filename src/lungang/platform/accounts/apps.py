"""Django's handle on the app."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """账号和岗位."""

    name = "lungang.platform.accounts"
    label = "accounts"
    verbose_name = "账号和岗位"
