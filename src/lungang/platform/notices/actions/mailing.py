"""Mail that says that there is something to read, and nothing of what it is about: in Chinese."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable, Iterator, Sequence
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
    Claimed before it is sent, so two of these at once never send twice. Each person's mail is dealt
    with by itself: what a server puts off is tried again with the next call, an address that it
    refuses is not, and neither keeps from others what is theirs.
    """
    sent = 0
    later: list[Notice] = []
    for notice in _claim():
        try:
            count, done = _mail(notice, names_somebody)
        except _Unreachable:
            later.append(notice)
            break
        finally:
            _keep(notice)
        sent += count
        if not done:
            later.append(notice)
    _give_back(later)
    return sent


class _Unreachable(Exception):
    """The mail server is not there: there is no use in going on."""


def _claim() -> Iterator[Notice]:
    while True:
        with bookkeeping():
            rows = Notice.objects.filter(mailed_at=None, at__gte=clock.now() - MAILED_WITHIN)
            notice = rows.order_by("at", "id").first()
            if notice is None:
                return
            notice.mailed_at = clock.now()
            notice.save(update_fields=["mailed_at"])
        yield notice


def _keep(notice: Notice) -> None:
    if notice.mailed_to:
        with bookkeeping():
            notice.save(update_fields=["mailed_to", "mail_refused"])


def _give_back(notices: Sequence[Notice]) -> None:
    if notices:
        with bookkeeping():
            Notice.objects.filter(pk__in=[one.pk for one in notices]).update(mailed_at=None)


def _mail(notice: Notice, names_somebody: Callable[[str], bool]) -> tuple[int, bool]:
    """Send one message a person in the office, so that none sees another's address.

    Returns how many went out, and whether nobody's is left.
    """
    subject = notice.subject.replace("\n", " ").replace("\r", " ")
    if names_somebody(subject):
        subject = "有一条新消息"
    sent, done = 0, True
    for person, address in _addresses(notice):
        answer = _send(subject, address)
        if answer is None:
            done = False
            continue
        notice.mailed_to.append(person)
        notice.mail_refused += not answer
        sent += answer
    return sent, done


def _send(subject: str, address: str) -> bool | None:
    """Send a message; say whether it was taken (True), refused (False), or put off (None).

    Raises:
        _Unreachable: there is no server to ask.
    """
    message = EmailMessage(f"轮岗：{subject}", f"{subject}\n\n请登录查看。", to=[address])
    try:
        get_connection().send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        return _put_off([code for code, _said in error.recipients.values()])
    except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
        return _put_off([error.smtp_code])
    except (OSError, smtplib.SMTPException) as error:
        log.warning("mail: %s", type(error).__name__)
        raise _Unreachable from error
    except ValueError:  # an address that no message can be sent to
        return False
    return True


def _put_off(codes: Sequence[int]) -> bool | None:
    log.warning("mail: an address is refused, %s", codes)
    return False if all(code >= 500 for code in codes) else None


def _addresses(notice: Notice) -> list[tuple[int, str]]:
    """Return whom to mail still: the account and the address, each address once."""
    holdings = Holding.objects.on(clock.today()).filter(
        office=notice.office, unit=notice.unit_id, user__is_active=True
    )
    rows = holdings.exclude(user__email="").order_by("user__email", "user_id")
    once: dict[str, int] = {}
    for person, address in rows.values_list("user_id", "user__email"):
        once.setdefault(address, person)
    return [(person, address) for address, person in once.items() if person not in notice.mailed_to]
