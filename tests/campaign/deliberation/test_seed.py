"""Two halves of a seed: each given unseen by the other, then both shown with what they bind."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.desk import waiting
from lungang.campaign.deliberation.models import SeedValue
from lungang.campaign.deliberation.queries import decided_principles, draws_until, seed_of
from lungang.campaign.deliberation.seeds import fitting
from lungang.errors import InputError, NotNow, NotPermitted
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from tests.campaign.deliberation.room import TEXT, furnish, sign_in
from tests.factories import also
from tests.forms import form_to, forms_on

PAGE = "/deliberation/principles/"
FIRST, SECOND = "cun7348215", "GAN6620934"


def seed_page(room):
    return reverse("deliberation:seed", args=[decided_principles(room.campaign).pk])


@pytest.mark.parametrize(
    ("typed", "taken"),
    [("４０２７１８", "402718"), ("  Qing2004  ", "Qing2004"), ("ＡＢＣＤＥＦ", "ABCDEF")],
)
def test_full_width_signs_count_as_the_plain_ones(typed, taken):
    assert fitting(typed) == taken


@pytest.mark.parametrize("typed", ["", "12345", "1234 56", "青榆县二〇〇四", "12-3456", "1" * 41])
def test_too_short_or_other_signs_are_refused_with_what_to_write(typed):
    with pytest.raises(InputError, match="6 到 40 位数字或字母"):
        fitting(typed)


def test_both_in_they_make_the_seed_with_the_digest_bound(decided):
    row = decided_principles(decided.campaign)
    decided.give(decided.personnel, SECOND)
    assert seed_of(row) == ""
    decided.give(decided.organisation, FIRST)
    assert seed_of(row) == f"{row.digest}\n{FIRST}\n{SECOND}"  # in the order of the offices


def test_only_the_two_sections_and_only_once(decided):
    for actor in (decided.group, decided.witness):
        with pytest.raises(NotPermitted):
            decided.give(actor, FIRST)
    decided.give(decided.personnel, FIRST)
    colleague = also(decided.witness, Office.PERSONNEL_SECTION)
    for actor in (decided.personnel, colleague):
        with pytest.raises(NotNow, match="已经报过"):
            decided.give(actor, SECOND)
    assert SeedValue.objects.get().value == FIRST


def test_one_person_does_not_give_both(decided):
    both = also(decided.personnel, Office.ORGANISATION_SECTION)
    decided.give(decided.personnel, FIRST)
    with pytest.raises(NotNow, match="另一科室的定序数是你报的"):
        decided.give(both, SECOND)
    decided.give(decided.organisation, SECOND)


def test_nothing_is_given_before_the_principles_are_decided_nor_after_they_are_taken_back(room):
    row = room.propose()
    with pytest.raises(NotNow, match="还没有定下"):
        room.give(room.personnel, FIRST, row)
    room.decide(row)
    room.give(room.personnel, FIRST)
    room.take_back(row)
    with pytest.raises(NotNow, match="已经退回"):
        room.give(room.organisation, SECOND, row)
    again = room.decide()
    assert seed_of(again) == ""  # others are asked for others


def drawn(room):
    """Both halves given for the principles that are decided."""
    row = decided_principles(room.campaign)
    room.give(room.organisation, FIRST, row)
    room.give(room.personnel, SECOND, row)
    return row


@pytest.mark.parametrize("text", [TEXT, TEXT + "。"])
def test_what_rests_on_the_same_is_not_drawn_anew(client, decided, text):
    """Neither word by word nor with another comma; nor by deciding them a third time."""
    first = drawn(decided)
    seed = seed_of(first)
    decided.take_back(first)
    again = decided.decide(decided.propose(text=text))
    third = decided.decide(decided.propose(text=TEXT + "三"))
    for row in (again, third):
        assert seed_of(row) == seed
    for actor in (decided.organisation, decided.personnel):
        with pytest.raises(NotNow, match="已经报过"):
            decided.give(actor, "another99", third)
        assert not [item for item in waiting(actor, decided.campaign) if "定序数" in item.phrase]
    page = sign_in(client, decided.group).get(PAGE).content.decode()
    assert "定序数沿用那时报的" in page
    assert page.count(first.digest) == 1  # what it is bound to, beside the principles in force
    assert [draw.principles for draw in draws_until(third)] == [first]


def test_on_other_rules_it_is_drawn_anew_and_both_draws_are_told(decided):
    first = drawn(decided)
    decided.take_back(first)
    put_in_force(decided, "9" * 64)
    second = decided.decide()
    assert seed_of(second) == ""
    drawn(decided)
    assert seed_of(second) != seed_of(first)
    assert [draw.principles for draw in draws_until(second)] == [first, second]
    assert [draw.principles for draw in draws_until(first)] == [first]


def test_back_on_the_first_rules_the_first_draw_counts_again(decided):
    first = drawn(decided)
    rules = decided.campaign.packs.get().digest
    decided.take_back(first)
    put_in_force(decided, "9" * 64)
    decided.decide()
    second = drawn(decided)
    decided.take_back(second)
    put_in_force(decided, rules)
    third = decided.decide()
    assert seed_of(third) == seed_of(first)
    assert [draw.principles for draw in draws_until(third)] == [second, first]


def put_in_force(room, digest):
    """Put a pack of the same rules under another digest in force, and confirm the pool anew."""
    with writing():
        pack = room.campaign.packs.last()
        pack.pk, pack.number, pack.digest = uuid4(), pack.number + 1, digest
        pack.save(force_insert=True)
        Campaign.objects.update(step="screening")
    furnish(room.county)


ALL = ("/deliberation/", PAGE, "/deliberation/readers/", "/deliberation/readings/", "/", "/audit/")


def seen_by_all(client, room):
    """What every office reads of the step, signed in one after another."""
    found = {}
    offices = [room.group, room.organisation, room.personnel, room.witness]
    for actor in [*offices, room.county.office(Office.AUDITOR)]:
        sign_in(client, actor)
        paths = [*ALL, seed_page(room)]
        for entry in Entry.objects.filter(action="deliberation.give_seed"):
            paths.append(reverse("audit:entry", args=[entry.seq]))
        for path in paths:
            found[str(actor.office), path] = client.get(path).content.decode()
    return found


def test_until_both_are_in_neither_is_shown_to_anybody(client, decided):
    decided.give(decided.personnel, FIRST)
    pages = seen_by_all(client, decided)
    assert not [where for where, page in pages.items() if FIRST in page]
    assert "已报，等另一科室" in pages["leading_group", PAGE]
    decided.give(decided.organisation, SECOND)
    pages = seen_by_all(client, decided)
    for office in ("leading_group", "organisation_section", "personnel_section", "discipline"):
        page = pages[office, PAGE]
        assert FIRST in page
        assert SECOND in page
        assert decided_principles(decided.campaign).digest in page


def test_on_record_is_that_it_was_given_and_not_what(decided):
    decided.give(decided.personnel, FIRST)
    line = Entry.objects.get(action="deliberation.give_seed")
    assert FIRST not in f"{line.summary}{line.details}{line.reason_digest}"


def test_on_the_disk_it_cannot_be_read_nor_compared(decided):
    from django.db import connection

    decided.give(decided.personnel, FIRST)
    decided.give(decided.organisation, FIRST)
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM deliberation_seedvalue")
        stored = [row[0] for row in cursor.fetchall()]
    assert not any(FIRST in value for value in stored)
    assert stored[0] != stored[1]  # the same value twice does not look the same


def test_a_refused_form_tells_nothing_of_the_other_half(client, decided):
    """Nor whether it is the same: any value is taken, equal or not."""
    decided.give(decided.personnel, FIRST)
    path = seed_page(decided)
    sign_in(client, decided.organisation)
    form = form_to(client.get(path), path, path)
    page = client.post(path, form.values | form.hidden | {"value": "短"})
    assert page.status_code == 422
    assert FIRST not in page.content.decode()
    assert client.post(path, form.values | form.hidden | {"value": FIRST}).status_code == 302


def test_given_on_screen_and_then_offered_no_more(client, decided):
    path = seed_page(decided)
    sign_in(client, decided.organisation)
    form = form_to(client.get(path), path, path)
    data = form.values | form.hidden | {"value": "４０２７１８"}
    assert client.post(path, data).status_code == 302
    assert SeedValue.objects.get().value == "402718"
    page = client.get(path)
    assert "已经报过" in page.content.decode()
    assert path not in {one.action for one in forms_on(page, path)}
    other = {**data, "key": "another-key"}
    assert client.post(path, other).status_code == 409
    assert client.get(path).status_code == 200
    assert sign_in(client, decided.group).get(path).status_code == 404
