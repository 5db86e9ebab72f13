"""How a file comes in: in memory or not at all, so that in clear it never lies on the disk."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers

from lungang.platform.files.actions.store import LARGEST

LARGEST_REQUEST = LARGEST + 1024 * 1024
"""The largest file that is taken, and the fields that come with it."""


class InMemory(FileUploadHandler):
    """Keep files in memory; of a request that is too large only how large its files are.

    The form then finds a file over its limit and refuses it in its own words, with all that was
    typed beside it.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """See by the request's length, before anything is read, whether its files are kept."""
        self.is_kept = content_length <= LARGEST_REQUEST

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file; no other handler gets to see it."""
        super().new_file(*args, **kwargs)
        self.kept = BytesIO()
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a part of it."""
        if self.is_kept:
            self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Return it, with the size that it came in."""
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )
