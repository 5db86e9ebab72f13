"""Everything that this app writes."""

from lungang.platform.notices.actions.mail import mail_due
from lungang.platform.notices.actions.read import mark_read
from lungang.platform.notices.actions.send import send

__all__ = ["mail_due", "mark_read", "send"]
