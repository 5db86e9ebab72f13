"""Who reads what of the outcomes, before and after the list was read out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lungang.campaign.core.actions import add_observer, open_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.models import Decision
from lungang.campaign.outcomes import access, actions
from lungang.campaign.outcomes.models import Publication
from lungang.campaign.outcomes.published import LEAST, coarse, to_publish
from lungang.campaign.outcomes.results import Result
from lungang.campaign.transfer.models import Journey, Receipt
from lungang.campaign.transfer.queries import work_meeting
from lungang.errors import NotNow, NotPermitted, Stale
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import OF_A_UNIT, Office
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from lungang.statistics.records import Row, Table
from tests.campaign.outcomes.reading import answer, counts, page, status
from tests.campaign.transfer.released import Transfer, sign_in, somebody

pytestmark = pytest.mark.django_db
WHOLE = [
    Office.LEADING_GROUP, Office.ORGANISATION_SECTION, Office.PERSONNEL_SECTION,
    Office.ESTABLISHMENT_OFFICE, Office.DISCIPLINE, Office.SUPERVISION, Office.INSPECTOR,
]  # fmt: skip


def of(county, office: Office) -> Actor:
    return somebody(office) if office in OF_A_UNIT else county.office(office)


def plain(actor: Actor) -> str:
    """What the page says, without whose page it is and what is new in every answer."""
    text = page(actor)
    return re.sub(r"\s+", " ", text.split("<main", 1)[1].split("</main>", 1)[0])


def test_before_the_release_one_page_for_everybody(decided: Transfer) -> None:
    offices = [office for office in Office if access.may_see(of(decided.county, office))]
    assert set(offices) == {*WHOLE, Office.HR_OFFICER, Office.UNIT_HEAD, Office.OBSERVER}
    sealed = {plain(of(decided.county, office)) for office in offices}
    with writing():
        Decision.objects.all().delete()
    assert sealed == {plain(decided.county.office(Office.SUPERVISION))}
    assert "等名单宣读以后" in sealed.pop()


@pytest.mark.parametrize("name", ["people", "reasons", "publish"])
def test_before_the_release_nothing_else_is_there(decided: Transfer, name: str) -> None:
    for office in Office:
        assert status(of(decided.county, office), name) == 404
    client = sign_in(Client(), decided.personnel)
    assert client.post("/outcomes/files/annex.pdf").status_code == 404
    with pytest.raises(NotPermitted):
        actions.note_download(decided.personnel, decided.campaign, "annex", "pdf")


def test_who_sees_names_after_it(released: Transfer) -> None:
    for office in Office:
        actor = of(released.county, office)
        assert status(actor, "people") == (200 if office in WHOLE else 404), office
        reads = office in (*WHOLE[:3], Office.DISCIPLINE)
        assert status(actor, "reasons") == (200 if reads else 404), office
        if office in WHOLE:
            assert ("看原因" in page(actor)) == reads


def test_only_who_may_open_a_person_is_led_there(released: Transfer) -> None:
    journey = released.one()
    assert f"/transfer/{journey.pk}/" in page(released.personnel, "people")
    inspector = released.county.office(Office.INSPECTOR)
    for name in ("people", "tables"):
        assert "/transfer/" not in page(inspector, name).split("<main")[1]


def test_a_unit_sees_the_numbers_and_its_own_people(released: Transfer) -> None:
    journey = released.one()
    for actor in (
        released.old(journey), released.new(journey),
        released.of_unit(journey.from_unit_id, Office.UNIT_HEAD),
    ):  # fmt: skip
        shown = page(actor)
        assert counts(shown)[0] == [23, 1, 3]
        assert "/outcomes/people/" not in shown
        for row in released.campaign.journeys.all():
            own = actor.unit_id in (row.from_unit_id, row.to_unit_id)
            assert (f'/{row.pk}/"' in shown) == own
            assert (f">{row.name}</a>" in shown) == own


# ---- the congress and the CPPCC ---------------------------------------------------------------


def publish(released: Transfer, actor: Actor | None = None) -> Publication:
    meeting = work_meeting(released.campaign)
    return actions.publish(
        actor or released.county.group, released.campaign, meeting.digest,
        computed=to_publish(Result(meeting)),
    )  # fmt: skip


def invited(released: Transfer) -> Actor:
    observer = released.county.office(Office.OBSERVER)
    add_observer(released.personnel, released.campaign.pk, observer.holding.pk)
    return observer


def test_representatives_read_what_was_published_and_nobody_is_named(released: Transfer) -> None:
    observer = invited(released)
    awaited = plain(observer)
    assert "等名单宣读以后" in awaited
    publish(released)
    shown = page(observer)
    assert counts(shown) == [[23, 4], [4, 20, 3], [11, 8, 8], [10, 6, 11], [14, 5, 8, 0]]
    for row in released.campaign.journeys.all():
        assert row.name not in shown
        assert row.from_name not in shown
    assert "/outcomes/" not in shown.split("<main")[1]
    stranger = somebody(Office.OBSERVER)
    assert plain(stranger) == awaited, "who was not invited reads nothing"
    assert "交流结果已公布" in plain_notices(observer)
    assert "交流结果已公布" not in plain_notices(stranger), "nor is told that there is anything"


def plain_notices(actor: Actor) -> str:
    return sign_in(Client(), actor).get("/notices/").content.decode()


def test_what_went_out_does_not_change_by_itself(released: Transfer) -> None:
    observer = invited(released)
    publish(released)
    before = plain(observer)
    released.bring_to(released.one(), "report")
    assert plain(observer) == before
    publish(released, released.personnel)
    assert "已有 1 人到新单位报到" in plain(observer)
    assert Publication.objects.count() == 2


def test_who_publishes_and_when(released: Transfer, client: Client) -> None:
    meeting = work_meeting(released.campaign)
    told = to_publish(Result(meeting))
    for office in (Office.SUPERVISION, Office.OBSERVER, Office.HR_OFFICER):
        with pytest.raises(NotPermitted):
            actions.publish(
                of(released.county, office), released.campaign, meeting.digest, computed=told
            )
    with pytest.raises(Stale):
        actions.publish(released.personnel, released.campaign, "another", computed=told)
    with writing():
        Campaign.objects.update(step="archive")
    with pytest.raises(NotNow):
        publish(released)
    with writing():
        Campaign.objects.update(step="outcomes")
    sign_in(client, released.personnel)
    assert client.post("/outcomes/publish/", {"digest": meeting.digest}).status_code == 302
    line = Entry.objects.get(action="outcomes.publish", result="done")
    assert line.summary == "公布交流结果"


def table(*numbers: int) -> Table:
    rows = tuple(
        Row(label=letter, count=n) for letter, n in zip("甲乙丙丁戊", numbers, strict=False)
    )
    return Table(id="age", title="", note="", rows=rows, sentence="甲1人")


@pytest.mark.parametrize(
    ("numbers", "joined"),
    [
        ((23, 1, 3), {"甲": 23, "乙和丙": 4}),
        ((1, 1, 1, 9), {"甲和乙和丙": 3, "丁": 9}),
        ((2, 0, 5), {"甲和丙": 7, "乙": 0}),
        ((26, 1), {"甲和乙": 27}),
        ((3, 4), {"甲": 3, "乙": 4}),
        ((9, 2, 2, 9), {"甲": 9, "乙和丙": 4, "丁": 9}),
    ],
)
def test_small_rows_are_joined_to_a_neighbour(numbers, joined) -> None:
    made = coarse(table(*numbers))
    assert {row.label: row.count for row in made.rows} == joined
    assert made.sentence == ""


def test_no_row_that_goes_out_is_small_and_nobody_is_lost() -> None:
    for first in range(5):
        for second in range(5):
            for third in range(5):
                told = table(first, second, third)
                made = coarse(told)
                assert made.total == told.total
                if told.total >= LEAST:
                    assert not [row for row in made.rows if 0 < row.count < LEAST]


def test_too_few_are_not_told_apart_at_all(released: Transfer) -> None:
    result = Result(work_meeting(released.campaign))
    dossier = result.dossier
    few = replace(dossier.results.headline, moved=LEAST - 1)
    result.dossier = replace(dossier, results=replace(dossier.results, headline=few))
    assert to_publish(result).tables == ()


# ---- desks, bar, and how often the database is asked ------------------------------------------


def test_bar_and_desks_lead_there(released: Transfer) -> None:
    open_step(released.personnel, released.campaign.pk, "outcomes", reason="")
    for office in WHOLE:
        home = sign_in(Client(), released.county.office(office)).get("/").content.decode()
        assert 'href="/outcomes/"' in home, office
    group = sign_in(Client(), released.county.group).get("/").content.decode()
    assert "27 人，已报到 0 人" in group
    assert "向人大、政协公布结果" in group
    publish(released)
    assert (
        "向人大、政协公布结果"
        not in sign_in(Client(), released.county.group).get("/").content.decode()
    )
    unit = sign_in(Client(), released.old(released.one())).get("/").content.decode()
    assert 'href="/outcomes/"' in unit
    watch = sign_in(Client(), released.county.office(Office.OBSERVER)).get("/").content.decode()
    assert 'href="/outcomes/"' in watch


def test_the_step_opens_with_the_release(decided: Transfer) -> None:
    with pytest.raises(NotNow):
        open_step(decided.personnel, decided.campaign.pk, "outcomes", reason="早些看")


@pytest.mark.parametrize("name", ["tables", "people"])
def test_the_pages_ask_as_often_for_one_as_for_all(released: Transfer, name: str) -> None:
    def asked(actor: Actor) -> int:
        answer(actor, name)
        client = sign_in(Client(), actor)
        with CaptureQueriesContext(connection) as found:
            assert client.get(f"/outcomes/{'' if name == 'tables' else 'people/'}").content
        return len(found)

    reader = released.county.office(Office.SUPERVISION)
    for journey in list(released.campaign.journeys.all())[:3]:
        released.bring_to(journey, "report")
    many = asked(reader)
    with writing():
        keep = list(released.campaign.journeys.values_list("pk", flat=True)[:1])
        Receipt.objects.exclude(journey__in=keep).delete()
        Journey.objects.exclude(pk__in=keep).delete()
    assert asked(reader) == many
