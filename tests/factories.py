"""Makes what tests need in the office: units, people in offices, a campaign. No fixture dumps.

Each factory writes as the system would before the office opens, so inside the guard.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count

from allauth.mfa.models import Authenticator

from lungang.campaign.core.models import Campaign, PackVersion
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.models import Holding, User
from lungang.platform.accounts.offices import ADMINISTRATORS, OF_A_UNIT, Office
from lungang.platform.guard import writing
from lungang.platform.organisation.models import Unit, UnitVersion
from lungang.policy.pack import load_policy, pack_bytes

LONG_AGO = date(2000, 1, 1)
PASSWORD = "correct horse battery staple"
_numbers = count(1)


def make_unit(name: str = "", kind: str = "government_department") -> Unit:
    """Make a unit under a name of its own."""
    number = next(_numbers)
    with writing():
        unit = Unit.objects.create(code=f"U{number:04}")
        UnitVersion.objects.create(
            unit=unit, name=name or f"第{number}局", kind=kind, valid_from=LONG_AGO, order=number
        )
    return unit


def make_actor(office: Office, unit: Unit | None = None, name: str = "", person: str = "") -> Actor:
    """Make a person in an office; an office of a unit gets one where none is given.

    ``person`` is who is moved, by the person's key: somebody unknown where none is given.
    """
    number = next(_numbers)
    if office in OF_A_UNIT and unit is None:
        unit = make_unit()
    with writing():
        user = User(username=f"user{number}", name=name or f"某{number}")
        user.set_password(PASSWORD)
        user.save()
        holding = Holding.objects.create(
            user=user,
            office=office,
            unit=unit if office in OF_A_UNIT else None,
            valid_from=LONG_AGO,
            person_id=(person or f"f{number:063}") if office is Office.PERSON_MOVED else "",
        )
    if office in ADMINISTRATORS:  # they do nothing without a second factor
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": ""})
    return Actor(user=user, holding=holding)


def make_campaign(step: str = "reporting", pack: str = "county-2004") -> Campaign:
    """Make the campaign under way, with a shipped policy pack in force."""
    _name, content = pack_bytes(pack)
    policy = load_policy(pack)
    with writing():
        campaign = Campaign.objects.create(
            name="2004 年县级机关公务员轮岗交流",
            county="青榆县",
            document_number="青榆委发〔2004〕20 号",
            reference_date=date(2004, 12, 16),
            step=step,
            opened_at=datetime(2004, 10, 11, 1, tzinfo=UTC),
        )
        PackVersion.objects.create(
            campaign=campaign,
            number=1,
            name=pack,
            title=policy.title,
            text=content.decode(),
            digest=policy.digest,
            adopted_at=datetime(2004, 10, 11, 1, tzinfo=UTC),
        )
    return campaign


def also(actor: Actor, office: Office, unit: Unit | None = None) -> Actor:
    """Let the same person hold another office too."""
    with writing():
        holding = Holding.objects.create(
            user=actor.user, office=office, unit=unit, valid_from=LONG_AGO
        )
    return Actor(user=actor.user, holding=holding)
