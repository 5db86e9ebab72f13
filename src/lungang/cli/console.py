"""What the command line says, and where: results to standard output, everything else beside it."""

from __future__ import annotations

import io
import json
import os
import sys
from typing import Any, TextIO


def open_streams() -> None:
    """See to it that anything can be said at all.

    A closed stream becomes one that nobody reads. An encoding without Chinese letters gives way to
    UTF-8; a sign that the encoding lacks (or half a sign in a file's name) is shown by its number.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, io.TextIOWrapper):
            try:
                "轮岗".encode(stream.encoding)
                stream.reconfigure(errors="backslashreplace")
            except UnicodeEncodeError:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str = "") -> None:
    """Say something that is a result, on standard output."""
    _write(sys.stdout, text + "\n")


def note(text: str) -> None:
    """Say something that is not a result, on standard error."""
    _write(sys.stderr, text + "\n")


complain = note
"""Say what went wrong, in plain words, on standard error."""


def emit_json(value: Any) -> None:
    """Write one JSON value to standard output, for programs."""
    ascii_only = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    _write(sys.stdout, json.dumps(value, ensure_ascii=ascii_only, indent=1) + "\n")


def flush() -> None:
    """Send off what is still held back.

    Raises:
        OSError: it does not arrive (the disk is full); a reader who has gone is no error.
    """
    try:
        _write(sys.stdout, "")
    except OSError:
        unheard(sys.stdout)
        raise


def unheard(stream: TextIO) -> None:
    """Go on without a reader (`| head`): the work and its exit code are what they would be."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        unheard(stream)
