"""Django's handle on the app."""

from django.apps import AppConfig


class Files(AppConfig):
    """文件."""

    name = "lungang.platform.files"
    label = "files"
    verbose_name = "文件"
