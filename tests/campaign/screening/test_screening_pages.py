"""The pages: filters, search, sorting, panel; who finds what; nothing there that may not be."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from lungang.campaign.rosters.models import Return
from lungang.campaign.screening import actions, queries
from lungang.campaign.screening.answering import handle
from lungang.campaign.screening.models import Petition, Pool, Result
from lungang.campaign.screening.states import PetitionKind
from lungang.domain.codes import Verdict
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from lungang.platform.jobs.models import Job
from tests.factories import make_actor
from tests.forms import opened, press, send

LAND, SCHOOLS = "县国土资源和房屋管理局", "县教育委员会"


@pytest.fixture
def screened(county):
    county.screen()
    return county


def first(county, unit=LAND, verdict=Verdict.MUST_EXCHANGE):
    rows = queries.results_for(county.group, county.campaign)
    return rows.filter(unit=county.units[unit], verdict=verdict).order_by("strokes").first()


def get(client, actor, url, status=200):
    client.force_login(actor.user)
    answer = client.get(url)
    assert answer.status_code == status, url
    return answer.content.decode()


def names(page):
    return re.findall(r'<th scope="row" class="nw"><a [^>]*>([^<]+)</a>', page)


# ---- the list ---------------------------------------------------------------------------------


def test_before_the_first_run_the_list_says_how_to_begin(client, county):
    assert "开始筛查" in get(client, county.personnel, "/screening/")
    assert "开始筛查" not in get(client, county.group, "/screening/")


def test_tabs_count_what_holds(client, screened):
    row = first(screened)
    asked = actions.petition(
        screened.officer(LAND), screened.campaign, row.pk, PetitionKind.DEFER, "援建"
    )
    before = queries.counts(queries.results_for(screened.group, screened.campaign))
    actions.approve(screened.group, screened.campaign, asked.pk, "属实")
    after = queries.counts(queries.results_for(screened.group, screened.campaign))
    assert after["must_exchange"] == before["must_exchange"] - 1
    assert after["deferred"] == before["deferred"] + 1
    page = get(client, screened.group, "/screening/?verdict=deferred")
    assert row.name in names(page)
    assert "按规则应交流" in page


@pytest.mark.parametrize("typed", ["name", "initials", "pinyin", "unit"])
def test_search(client, screened, typed):
    row = first(screened)
    words = {
        "name": row.name[1:],
        "initials": "".join(part[0] for part in row.pinyin.split()),
        "pinyin": row.pinyin.replace(" ", ""),
        "unit": row.unit_name[1:4],
    }[typed]
    found = names(get(client, screened.group, f"/screening/?q={words}"))
    assert row.name in found
    others = first(screened, SCHOOLS)
    assert others.name not in found


def test_a_search_that_finds_nothing_says_so(client, screened):
    assert "没有找到" in get(client, screened.group, "/screening/?q=无此人")


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [("rule", "rule", "special-work-chief"), ("authority", "authority", "personnel_bureau")],
)
def test_filters(client, screened, query, field, value):
    page = get(client, screened.group, f"/screening/?{query}={value}")
    rows = Result.objects.filter(verdict=Verdict.MUST_EXCHANGE, **{field: value})
    assert sorted(names(page)) == sorted(rows.values_list("name", flat=True))


@pytest.mark.usefixtures("still_clock")
def test_filter_by_unit_and_by_opinion(client, screened):
    unit = screened.units[SCHOOLS].pk
    page = get(client, screened.group, f"/screening/?unit={unit}&stance=missing")
    rows = Result.objects.filter(verdict=Verdict.MUST_EXCHANGE, unit=unit)
    assert sorted(names(page)) == sorted(rows.values_list("name", flat=True))
    assert "没有找到" in get(client, screened.group, f"/screening/?unit={unit}&stance=asked")


@pytest.mark.parametrize(
    ("sort", "key"), [("pinyin", "pinyin"), ("strokes", "strokes"), ("tenure", "-months")]
)
def test_sorting(client, screened, sort, key):
    page = get(client, screened.group, f"/screening/?verdict=must_rotate&sort={sort}&size=100")
    rows = Result.objects.filter(verdict=Verdict.MUST_ROTATE).order_by(key, "unit_order", "pk")
    assert names(page) == list(rows.values_list("name", flat=True))


def test_pages_of_the_list(client, demo):
    demo.screen()
    assert len(names(get(client, demo.group, "/screening/?verdict=may"))) == 20
    assert len(names(get(client, demo.group, "/screening/?verdict=may&size=100&page=2"))) == 100
    assert len(names(get(client, demo.group, "/screening/?verdict=may&size=50&page=999"))) == 32


@pytest.mark.parametrize(
    "query", ["verdict=x", "unit=x", "unit=99999999999", "sort=x", "size=7", "person=x", "page=x"]
)
def test_a_wrong_address_is_as_if_it_said_nothing(client, screened, query):
    expected = names(get(client, screened.group, "/screening/"))
    assert names(get(client, screened.group, f"/screening/?{query}")) == expected


# ---- the person -------------------------------------------------------------------------------


def test_the_panel_writes_the_computation_out(client, screened):
    row = first(screened, SCHOOLS)
    page = get(client, screened.personnel, f"/screening/?person={row.pk}")
    assert row.rule_title in page
    assert f"花名册第 {screened.rows[_id(screened, row)].number} 行" in page
    assert re.search(r"\d{4}\.\d\d 至 2004\.12\.16，<b>[^<]+</b>，(多|正好满)", page)
    assert "未核对" in page
    assert "style=" not in page.partition("<main")[2]


def _id(county, result):
    return next(i for i, row in county.rows.items() if row.pk == result.row_id)


def test_petition_buttons_are_there_for_those_who_may(client, screened):
    row = first(screened)
    url = f"/screening/person/{row.pk}/"
    section = screened.personnel if row.authority == "personnel_bureau" else screened.organisation
    other = screened.organisation if section is screened.personnel else screened.personnel
    assert "提请暂缓" in get(client, section, url)
    assert "提请暂缓" not in get(client, other, url)
    assert "提请暂缓" not in get(client, screened.group, url)


@pytest.mark.parametrize("state", ["returned", "replaced"])
def test_a_roster_taken_up_has_no_way_to_a_correction_and_says_why(client, screened, state):
    row = first(screened)
    section = screened.personnel if row.authority == "personnel_bureau" else screened.organisation
    other = screened.organisation if section is screened.personnel else screened.personnel
    url = f"/screening/person/{row.pk}/"
    link, why = f"/rosters/rows/{row.row_id}/correct/", "筛查所用的花名册已退回重报"
    for actor in (section, screened.officer(LAND)):
        page = get(client, actor, url)
        assert (link in page, why in page) == (True, False)
    with writing():
        Return.objects.filter(pk=row.row.roster_return_id).update(state=state)
    for actor in (section, screened.officer(LAND)):
        page = get(client, actor, url)
        assert (link in page, why in page) == (False, True)
    assert why not in get(client, other, url), "who corrects nothing is told nothing"


def test_asking_on_screen_and_deciding(client, screened):
    row = first(screened)
    client.force_login(screened.officer(LAND).user)
    url = f"/screening/person/{row.pk}/petition/"
    assert "没有写理由" in send(client, url, {"kind": "defer", "reason": ""}).content.decode()
    assert send(client, url, {"kind": "defer", "reason": "援建"}).status_code == 302
    petition = Petition.objects.get()
    client.force_login(screened.group.user)
    assert row.name in get(client, screened.group, "/screening/petitions/")
    url = f"/screening/petitions/{petition.pk}/"
    one, other = (opened(client, url, f"{url}decide/") for _window in range(2))
    empty = {"act": "approve", "reason": ""}
    assert "没有写答复理由" in press(client, one, empty).content.decode()
    assert press(client, one, {**empty, "reason": "属实"}).status_code == 302
    assert press(client, other, {**empty, "reason": "属实"}).status_code == 409
    page = get(client, screened.group, f"/screening/person/{row.pk}/")
    assert "已同意暂缓" in page
    assert "属实" in page


def test_withdrawing_on_screen(client, screened):
    row = first(screened)
    asked = actions.petition(
        screened.officer(LAND), screened.campaign, row.pk, PetitionKind.DEFER, "援建"
    )
    url = f"/screening/petitions/{asked.pk}/"
    page = get(client, screened.officer(LAND), url)
    assert "撤回提请" in page
    send(client, url, action=f"{url}withdraw/")
    asked.refresh_from_db()
    assert asked.state == "withdrawn"


# ---- run, opinions, pool ----------------------------------------------------------------------


def test_running_is_a_job_and_its_work_is_the_run(client, county):
    client.force_login(county.personnel.user)
    answer = send(client, "/screening/", action="/screening/run/")
    job = Job.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/jobs/{job.pk}/")
    from lungang.campaign.screening.jobs import run
    from lungang.platform.jobs.running import Running

    running = Running(job)
    running.progress = lambda *_args: None
    assert run(running, **job.arguments) == "/screening/"
    assert run(running, **job.arguments) == "/screening/"
    assert county.campaign.screenings.count() == 1


def test_the_unit_answers_on_screen(client, screened):
    actions.ask_opinions(screened.personnel, screened.campaign, clock.now() + timedelta(days=1))
    one, other = queries.results_for(screened.officer(LAND), screened.campaign)[:2]
    page = get(client, screened.officer(LAND), "/screening/unit/")
    assert one.name in page
    assert first(screened, SCHOOLS).name not in page
    one, other = handle(one.person_key), handle(other.person_key)
    data = {f"{one}-answer": "none", f"{other}-answer": "defer"}
    assert "请写明理由" in send(client, "/screening/unit/", data).content.decode()
    data[f"{other}-reason"] = "援建"
    assert send(client, "/screening/unit/", data).status_code == 302
    page = get(client, screened.group, "/screening/opinions/")
    assert "填了一半" in page


def test_the_sections_ask_the_units_on_screen(client, screened):
    client.force_login(screened.personnel.user)
    assert "没有写时限" in send(client, "/screening/opinions/").content.decode()
    due = f"{clock.now() + timedelta(days=3):%Y-%m-%dT%H:%M}"
    assert send(client, "/screening/opinions/", {"due_at": due}).status_code == 302
    assert screened.campaign.tasks.count() == 2
    client.force_login(screened.group.user)
    assert client.post("/screening/opinions/", {"due_at": due}).status_code == 404


def test_the_pool_on_screen_from_sending_to_confirming(client, screened):
    client.force_login(screened.personnel.user)
    sent = send(client, "/screening/pool/", action="/screening/pool/propose/")
    assert sent.status_code == 302
    pool = Pool.objects.get()
    page = get(client, screened.group, "/screening/pool/")
    assert "确认这" in page
    assert "核对后送领导小组确认" not in page
    back, confirm = (f"/screening/pool/{pool.pk}/{act}/" for act in ("send-back", "confirm"))
    wrong = send(client, "/screening/pool/", {"reason": ""}, action=back)
    assert "没有写退回原因" in wrong.content.decode()
    missing = len(pool.people)
    assert f"知道有 {missing} 人的单位意见还没有报" in page
    assert send(client, "/screening/pool/", action=confirm).status_code == 422
    fewer = {"without_opinion": missing - 1}
    wrong = send(client, "/screening/pool/", fewer, action=confirm)
    assert f"有 {missing} 人的单位意见还没有报，没有确认" in wrong.content.decode()
    pool.refresh_from_db()
    assert pool.state == "proposed"
    done = send(client, "/screening/pool/", {"without_opinion": missing}, action=confirm)
    assert done.status_code == 302
    pool.refresh_from_db()
    assert pool.state == "confirmed"


def test_a_stale_pool_shows_what_changed(client, screened):
    client.force_login(screened.personnel.user)
    form = opened(client, "/screening/pool/", "/screening/pool/propose/")
    row = first(screened)
    asked = actions.petition(
        screened.officer(LAND), screened.campaign, row.pk, PetitionKind.DEFER, "援建"
    )
    actions.approve(screened.group, screened.campaign, asked.pk, "属实")
    answer = press(client, form)
    assert answer.status_code == 409
    assert screened.group.name in answer.content.decode()


def test_what_waits_is_on_the_desks(client, screened):
    row = first(screened)
    actions.petition(screened.officer(LAND), screened.campaign, row.pk, PetitionKind.DEFER, "援建")
    assert "审提请暂缓和不列入" in get(client, screened.group, "/")
    actions.ask_opinions(screened.personnel, screened.campaign, clock.now() + timedelta(days=1))
    assert "报应交流、应轮岗人员的意见" in get(client, screened.officer(LAND), "/")


def test_the_difference_is_one_click_away(client, screened):
    get(client, screened.group, "/screening/changes/", 404)
    from dataclasses import replace

    gone = _id(screened, first(screened))
    people = [p for p in screened.roster.people if p.id != gone]
    screened.change(replace(screened.roster, people=tuple(people)))
    name = first(screened).name
    screened.screen()
    assert "看哪几个" in get(client, screened.group, "/screening/")
    assert name in get(client, screened.group, "/screening/changes/")


# ---- who finds what ---------------------------------------------------------------------------

_COUNTY = {Office.LEADING_GROUP, Office.ORGANISATION_SECTION, Office.PERSONNEL_SECTION,
           Office.DISCIPLINE}  # fmt: skip
_UNIT = {Office.HR_OFFICER, Office.UNIT_HEAD}
_SECTIONS = {Office.ORGANISATION_SECTION, Office.PERSONNEL_SECTION}
_GETS = {
    "/screening/": _COUNTY,
    "/screening/petitions/": _COUNTY,
    "/screening/opinions/": _COUNTY,
    "/screening/pool/": _COUNTY,
    "/screening/unit/": _UNIT,
    "/screening/person/{person}/": _COUNTY | _UNIT,
    "/screening/petitions/{petition}/": _COUNTY | _UNIT,
}
_POSTS = {
    "/screening/run/": _SECTIONS,
    "/screening/download/": _COUNTY,
    "/screening/pool/propose/": _SECTIONS,
    "/screening/pool/{pool}/confirm/": {Office.LEADING_GROUP},
    "/screening/pool/{pool}/send-back/": {Office.LEADING_GROUP},
    "/screening/petitions/{petition}/decide/": {Office.LEADING_GROUP},
    "/screening/petitions/{petition}/withdraw/": {Office.HR_OFFICER},
}


@pytest.fixture
def pages(screened):
    """A county with a pool and a petition of the land bureau, and the addresses of each."""
    digest = queries_digest(screened)
    pool = actions.propose_pool(screened.personnel, screened.campaign, digest)
    row = first(screened)
    petition = actions.petition(
        screened.officer(LAND), screened.campaign, row.pk, PetitionKind.DEFER, "援建"
    )
    return {"person": row.pk, "petition": petition.pk, "pool": pool.pk}


def queries_digest(county):
    from lungang.campaign.screening.pooling import standing

    return standing(county.campaign).digest


@pytest.mark.usefixtures("still_clock")
@pytest.mark.parametrize("office", list(Office))
def test_who_finds_which_page(client, screened, pages, office):
    own = make_actor(office, screened.units[LAND])
    elsewhere = make_actor(office, screened.units[SCHOOLS])
    nothing = get(client, own, "/nowhere/", 404)
    for path, offices in _GETS.items():
        url = path.format(**pages)
        page = get(client, own, url, 200 if office in offices else 404)
        assert (page == nothing) is (office not in offices)
        of_one_unit = "{" in path and office in _UNIT
        get(client, elsewhere, url, 404 if of_one_unit or office not in offices else 200)


@pytest.mark.parametrize("office", list(Office))
def test_who_may_press_which_button(client, screened, pages, office):
    own = make_actor(office, screened.units[LAND])
    client.force_login(own.user)
    for path, offices in _POSTS.items():
        answer = client.post(path.format(**pages), {"act": "approve"})
        assert (answer.status_code == 404) is (office not in offices), path


def test_nobody_sees_anything_without_signing_in(client, screened, pages):
    for path in (*_GETS, *_POSTS):
        assert client.get(path.format(**pages)).status_code == 302


# ---- what may not be there --------------------------------------------------------------------


def test_no_citizen_id_on_any_page_or_in_the_workbook(client, screened, pages):
    urls = [path.format(**pages) for path in _GETS]
    urls += ["/screening/?verdict=excluded&size=100", f"/screening/?person={pages['person']}"]
    seen = ""
    for actor in (screened.group, screened.personnel, screened.officer(LAND)):
        client.force_login(actor.user)
        seen += "".join(client.get(url).content.decode() for url in urls)
    answer = _download(client, screened)
    book = load_workbook(io.BytesIO(answer.content))
    seen += "".join(str(cell.value) for sheet in book for row in sheet for cell in row)
    assert first(screened).name in seen
    assert not [i for i in screened.rows if i in seen]
    assert not [row.person_key for row in screened.rows.values() if row.person_key in seen]


def _download(client, county):
    client.force_login(county.group.user)
    return send(client, "/screening/", action="/screening/download/")


def test_the_workbook_holds_everybody_with_what_holds(client, screened):
    row = first(screened)
    asked = actions.petition(
        screened.officer(LAND), screened.campaign, row.pk, PetitionKind.DEFER, "援建"
    )
    actions.approve(screened.group, screened.campaign, asked.pk, "属实")
    answer = _download(client, screened)
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    lines = [[cell.value for cell in line] for line in sheet if line[1].value == row.name]
    assert [line[3] for line in lines] == ["暂缓"]
    assert "领导小组同意暂缓" in lines[0]
    count = sum(1 for line in sheet if line[3].value in {v.label for v in Verdict})
    assert count == len(screened.roster.people)
    told = answer.headers["Content-Disposition"]
    assert not any(person.name in told for person in screened.roster.people)
    assert Entry.objects.filter(action="screening.download").count() == 1


# ---- queries ----------------------------------------------------------------------------------


def _queries(client, actor, url, django_assert_max_num_queries):
    client.force_login(actor.user)
    client.get(url)
    with django_assert_max_num_queries(40) as counted:
        assert client.get(url).status_code == 200
    return len(counted)


@pytest.mark.parametrize(
    "url", ["/screening/?verdict=must_rotate&size=100", "/screening/petitions/",
            "/screening/opinions/", "/screening/pool/"],
)  # fmt: skip
def test_as_many_queries_for_few_as_for_many(client, screened, url, django_assert_max_num_queries):
    def count():
        return _queries(client, screened.personnel, url, django_assert_max_num_queries)

    with writing():
        must = Result.objects.filter(verdict__in=queries.MUST)
        # Whoever must rotate first: of those the list is, with few as with many.
        kept = list(must.order_by("-verdict", "pk").values_list("pk", flat=True))
        hidden = Result.objects.filter(pk__in=kept[3:])
        hidden.update(verdict=Verdict.MAY)
    _petition(screened, kept[0])
    few = count()
    with writing():
        hidden.update(verdict=Verdict.MUST_ROTATE)
    for pk in kept[3:9]:
        _petition(screened, pk)
    assert count() == few


def test_as_many_queries_for_a_units_few_as_for_its_many(
    client, screened, django_assert_max_num_queries
):
    actions.ask_opinions(screened.personnel, screened.campaign, clock.now() + timedelta(days=1))
    officer = screened.officer(SCHOOLS)

    def count():
        return _queries(client, officer, "/screening/unit/", django_assert_max_num_queries)

    many = count()
    with writing():
        rows = queries.results_for(officer, screened.campaign)
        Result.objects.filter(pk__in=[row.pk for row in rows[2:]]).update(verdict=Verdict.MAY)
    assert count() == many


def _petition(county, pk):
    result = Result.objects.get(pk=pk)
    unit = next(name for name, unit in county.units.items() if unit.pk == result.unit_id)
    actions.petition(county.officer(unit), county.campaign, pk, PetitionKind.DEFER, "援建")
