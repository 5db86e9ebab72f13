"""Mail that says that there is something to read, and nothing of what it is about: in Chinese."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.core.mail import EmailMessage, get_connection

from lungang.platform import clock
from lungang.platform.accounts.models import Holding
from lungang.platform.bookkeeping import bookkeeping
from lungang.platform.notices.models import Notice

MAILED_WITHIN = timedelta(days=1)
"""Older notices are not mailed: a site that gets its mail server later does not flood people."""
log = logging.getLogger("lungang.notices")


def mail_due(names_somebody: Callable[[str], bool]) -> int:
    """Mail what has not been mailed; return how many messages went out.

    ``names_somebody`` says whether a text holds a person's name: such a subject stays at home.
    Claimed before it is sent, so two of these at once never send twice; what the mail server does
    not take is tried again with the next call.
    """
    sent = 0
    for notice in _claim():
        try:
            sent += _mail(notice, names_somebody)
        except (OSError, smtplib.SMTPException) as error:
            log.warning("mail: %s", type(error).__name__)
            _give_back(notice)
            break
    return sent


def _claim() -> Iterable[Notice]:
    while True:
        with bookkeeping():
            rows = Notice.objects.filter(mailed_at=None, at__gte=clock.now() - MAILED_WITHIN)
            notice = rows.order_by("at", "id").first()
            if notice is None:
                return
            notice.mailed_at = clock.now()
            notice.save(update_fields=["mailed_at"])
        yield notice


def _give_back(notice: Notice) -> None:
    with bookkeeping():
        Notice.objects.filter(pk=notice.pk).update(mailed_at=None)


def _mail(notice: Notice, names_somebody: Callable[[str], bool]) -> int:
    """Send one message a person in the office, so that none sees another's address."""
    subject = notice.subject.replace("\n", " ").replace("\r", " ")
    if names_somebody(subject):
        subject = "有一条新消息"
    connection = get_connection()
    messages = [
        EmailMessage(
            f"轮岗：{subject}",
            f"{subject}\n\n请登录查看。",
            to=[address],
            connection=connection,
        )
        for address in _addresses(notice)
    ]
    return connection.send_messages(messages) or 0 if messages else 0


def _addresses(notice: Notice) -> list[str]:
    holdings = Holding.objects.on(clock.today()).filter(
        office=notice.office, unit=notice.unit_id, user__is_active=True
    )
    rows = holdings.exclude(user__email="").order_by("user__email")
    return list(rows.values_list("user__email", flat=True).distinct())
