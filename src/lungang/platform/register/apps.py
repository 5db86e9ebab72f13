"""Django's handle on the app."""

from django.apps import AppConfig


class Register(AppConfig):
    """发文登记."""

    name = "lungang.platform.register"
    label = "register"
    verbose_name = "发文登记"
