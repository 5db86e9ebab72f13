"""Rows that count their changes, so that an act on a stale page can be told."""

from __future__ import annotations

from typing import Any

from django.db import models

UNSAID = -1
"""What a form carries that does not say which version its page showed: none ever."""


class Versioned(models.Model):
    """A row that counts its changes."""

    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        """Mixed into other models."""

        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Count the change and save."""
        self.version += 1
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "version"}
        super().save(*args, **kwargs)
