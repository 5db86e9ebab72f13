"""Accounts and the offices they hold."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from lungang.domain.codes import CadreAuthority
from lungang.platform.accounts.offices import ADMINISTRATORS, AUTHORITY_OF, OF_A_UNIT, Office
from lungang.platform.organisation.models import Dated, Unit
from lungang.platform.sealing import SealedJSONField
from lungang.platform.versions import Versioned


class UserManager(BaseUserManager["User"]):
    """Finds people by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the account of a sign-in name, whatever its case."""
        return self.get(username__iexact=username)


class User(Versioned, AbstractBaseUser):
    """A person's account. It gives no right by itself: rights come with an office."""

    last_login = None  # the audit log says who signed in and when

    username = models.CharField("登录名", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    phone = models.CharField("电话", max_length=40, blank=True)
    email = models.EmailField("邮箱", blank=True)
    is_active = models.BooleanField("可登录", default=True)
    prefers_loose_rows = models.BooleanField("宽松行距", default=False)
    keyboard_shortcuts = models.BooleanField("快捷键", default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]  # noqa: RUF012 - the base class has a list
    objects = UserManager()

    def __str__(self) -> str:
        """Return the person's name."""
        return self.name

    def check_password(self, raw_password: str | None) -> bool:
        """Whether it is the password. Nothing is written: an old digest is renewed with the next
        change of the password, which is an action.
        """
        return check_password(raw_password, self.password)


class Holding(Dated):
    """A person holds an office, in a unit or for the county, for a period.

    ``person_id`` is of who is moved alone: the keyed digest of the citizen id. Such an office is
    about oneself, and of two people of one name neither sees the other's.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="holdings")
    office = models.CharField("岗位", max_length=30, choices=Office.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="holdings")
    person_id = models.CharField("本人证号摘要", max_length=64, blank=True)

    class Meta(Dated.Meta):
        """One of the three administrators' offices an account, ever; a unit where one is meant; and
        who is moved is a known person.
        """

        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(office__in=sorted(ADMINISTRATORS)),
                name="one_administrator_office_an_account",
            ),
            models.CheckConstraint(
                condition=Q(office__in=sorted(OF_A_UNIT), unit__isnull=False)
                | (~Q(office__in=sorted(OF_A_UNIT)) & Q(unit__isnull=True)),
                name="offices_of_a_unit_have_one",
            ),
            models.CheckConstraint(
                condition=(Q(office=Office.PERSON_MOVED) & ~Q(person_id=""))
                | (~Q(office=Office.PERSON_MOVED) & Q(person_id="")),
                name="who_is_moved_is_one_person",
            ),
            models.UniqueConstraint(
                fields=["user", "office", "unit"],
                condition=Q(valid_to=None) & Q(unit__isnull=False),
                name="same_unit_office_once",
            ),
            models.UniqueConstraint(
                fields=["user", "office"],
                condition=Q(valid_to=None) & Q(unit=None),
                name="same_county_office_once",
            ),
        )

    @property
    def authority(self) -> CadreAuthority | None:
        """The cadre authority (干部管理权限) that a section in charge exercises."""
        return AUTHORITY_OF.get(Office(self.office))

    def in_force(self, day: date) -> bool:
        """Whether it is held on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class Invitation(models.Model):
    """A link that is good once, by which a new account sets its first password."""

    user = models.ForeignKey(User, models.PROTECT, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        """Ends after it begins."""

        constraints = (
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="invitation_period"
            ),
        )


class Draft(models.Model):
    """What a person had typed when the session ended: offered again after signing in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    holding = models.ForeignKey(Holding, models.CASCADE, related_name="drafts")
    path = models.CharField(max_length=300)
    fields = SealedJSONField()
    saved_at = models.DateTimeField()

    class Meta:
        """One draft a form."""

        constraints = (
            models.UniqueConstraint(fields=["holding", "path"], name="one_draft_a_form"),
        )
