"""Everything that this app writes."""

from lungang.platform.notices.actions.mailing import mail_due
from lungang.platform.notices.actions.reading import mark_read
from lungang.platform.notices.actions.sending import send, tell

__all__ = ["mail_due", "mark_read", "send", "tell"]
