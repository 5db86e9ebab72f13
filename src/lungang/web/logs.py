"""What goes to the server's log names no person."""

from __future__ import annotations

import logging
import re

from lungang.platform.citizen_ids import replaced

_QUERY = re.compile(r"\?[^\s\"']*")


class NoPersons(logging.Filter):
    """Strike out citizen ids and query strings: a log is read by people who read no business."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the line, without what it must not say."""
        record.msg, record.args = _struck(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:  # what an error says may quote what it choked on
            record.exc_text = _struck(record.exc_text)
        return True


def _struck(text: str) -> str:
    return _QUERY.sub("?…", replaced(text))
