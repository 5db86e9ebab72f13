"""Django's own commands, for developers: ``python -m lungang.config makemigrations``."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lungang.config.settings")
execute_from_command_line([f"{sys.executable} -m lungang.config", *sys.argv[1:]])
