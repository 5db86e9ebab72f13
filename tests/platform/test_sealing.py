"""What is sealed cannot be read from the disk, moved to another place, or altered unseen."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from lungang.campaign.rosters.models import Row
from lungang.config.keyring import Keys
from lungang.platform import keys
from lungang.platform.accounts.adapter import SecondFactorAdapter
from lungang.platform.accounts.offices import Office
from lungang.platform.keys import Purpose
from lungang.platform.notices.models import Notice
from lungang.platform.sealing import SealedJSONField, Unsealable, open_text, seal, seal_text, unseal
from tests.factories import make_actor


def key():
    return os.urandom(32)


@pytest.fixture
def other_keys(monkeypatch):
    """Change some of the site's keys."""

    def change(**changes):
        site = settings.SITE
        monkeypatch.setattr(settings, "SITE", replace(site, keys=replace(site.keys, **changes)))

    return change


@given(st.text())
def test_what_is_sealed_comes_back_and_is_not_seen(text):
    sealed = seal_text(Purpose.FIELDS, text, "a.b")
    assert open_text(Purpose.FIELDS, sealed, "a.b") == text
    assert len(text) < 4 or text not in sealed
    assert seal_text(Purpose.FIELDS, text, "a.b") != sealed  # equal values are not told


def test_an_envelope_opens_at_its_own_place_for_its_own_purpose_alone():
    sealed = seal(Purpose.FIELDS, b"999901200001010017", "rosters_row.cells")
    for purpose, place in (
        (Purpose.FIELDS, "rosters_row.reason"),
        (Purpose.FILES, "rosters_row.cells"),
        (Purpose.SECRETS, "rosters_row.cells"),
    ):
        with pytest.raises(Unsealable):
            unseal(purpose, sealed, place)


def test_every_altered_bit_is_found():
    sealed = seal(Purpose.FILES, b"content", "x")
    for at in range(len(sealed) * 8):
        altered = bytearray(sealed)
        altered[at // 8] ^= 1 << at % 8
        with pytest.raises(Unsealable):
            unseal(Purpose.FILES, bytes(altered), "x")
    for end in range(len(sealed)):
        with pytest.raises(Unsealable):
            unseal(Purpose.FILES, sealed[:end], "x")


def test_a_new_data_key_seals_and_the_old_one_still_opens(other_keys):
    before = seal(Purpose.FIELDS, b"x", "p")
    old = settings.SITE.keys.data
    other_keys(data=(key(), *old))
    after = seal(Purpose.FIELDS, b"x", "p")
    assert unseal(Purpose.FIELDS, before, "p") == unseal(Purpose.FIELDS, after, "p") == b"x"
    assert before[1:5] != after[1:5]
    other_keys(data=old)
    with pytest.raises(Unsealable, match=r"data\.key"):
        unseal(Purpose.FIELDS, after, "p")


def test_another_session_key_loses_nothing_that_lasts(other_keys, monkeypatch):
    adapter = SecondFactorAdapter()
    secret = adapter.encrypt("JBSWY3DPEHPK3PXP")
    person, veil = keys.digest(Purpose.PERSON, "9999"), keys.digest(Purpose.VEIL, "9999")
    other_keys(session="another" * 8)
    monkeypatch.setattr(settings, "SECRET_KEY", "another" * 8)
    assert adapter.decrypt(secret) == "JBSWY3DPEHPK3PXP"
    assert keys.digest(Purpose.PERSON, "9999") == person
    assert keys.digest(Purpose.VEIL, "9999") == veil


def test_no_two_purposes_share_a_key(other_keys):
    same = key()
    other_keys(data=(same,), index=same, veil=same)  # as far as a site can go wrong
    made = {next(iter(keys.sealing_keys(p).values())) for p in ("fields", "files", "secrets")}
    assert len(made) == 3
    assert keys.digest(Purpose.PERSON, "x") != keys.digest(Purpose.VEIL, "x")
    with pytest.raises(ValueError, match="person"):
        keys.sealing_keys(Purpose.PERSON)


def test_keys_are_not_shown():
    shown = repr(Keys("s3ssion", (b"d4ta",), b"1ndex", b"v3il"))
    assert not any(secret in shown for secret in ("s3ssion", "d4ta", "1ndex", "v3il"))


def test_what_is_sealed_is_not_searched():
    for query in ({"cells": {}}, {"cells__name": "x"}, {"cells__contains": "x"}):
        with pytest.raises(FieldError):
            Row.objects.filter(**query).exists()
    assert "IS NULL" in str(Row.objects.filter(cells__isnull=True).query)
    assert Row._meta.get_field("cells").clone().deconstruct()[1].endswith(".SealedJSONField")
    assert SealedJSONField().to_python({"a": 1}) == {"a": 1}


@pytest.mark.django_db
def test_the_database_holds_an_envelope(settings):
    from lungang.platform.guard import writing
    from tests.factories import make_actor

    actor = make_actor("auditor")
    with writing():
        notice = Notice.objects.create(
            office=actor.office, at="2004-11-23T00:00:00Z", sender="s", subject="s", body="证号"
        )
        Notice.objects.filter(pk=notice.pk).update(body="另一句")
        first = _stored("notices_notice", "body")
        notice.body = "又一句"
        Notice.objects.bulk_update([notice], ["body"])
    assert "另一句" not in first
    assert open_text(Purpose.FIELDS, first, "notices_notice.body") == "另一句"
    assert Notice.objects.get().body == "又一句"
    assert list(Notice.objects.values_list("body", flat=True)) == ["又一句"]
    with writing():
        Notice.objects.update(body="")
    assert (_stored("notices_notice", "body"), Notice.objects.get().body) == ("", "")


def _stored(table, column):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_a_second_factor_opens_for_its_own_account_and_kind_alone():
    one, other = (make_actor(Office.AUDITOR).user for _n in range(2))
    mine, theirs = (Authenticator.objects.get(user=user) for user in (one, other))
    mine.data = {"secret": "甲"}
    mine.save()
    assert mine.data == Authenticator.objects.get(pk=mine.pk).data == {"secret": "甲"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator WHERE id = %s", [mine.pk])
        (stored,) = cursor.fetchone()
        assert "secret" not in stored
        take = "UPDATE mfa_authenticator SET data = %s WHERE id = %s"
        for put in (stored, '{"secret": ""}', '{"credential": {}}', "[]"):
            cursor.execute(take, [put, theirs.pk])
            taken = Authenticator.objects.get(pk=theirs.pk)
            for ask in (lambda row=taken: row.data["secret"], taken.save):
                with pytest.raises(Unsealable, match="重置账号"):
                    ask()
        Authenticator.objects.filter(pk=mine.pk).update(type="recovery_codes")
        assert "secret" not in Authenticator.objects.get(pk=mine.pk).data
    other.authenticator_set.all().delete()  # as resetting does
    assert not Authenticator.objects.filter(user=other).exists()
