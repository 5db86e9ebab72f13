"""The pages of the table: what they show, that every act is a plain form, and where it leads."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from lungang.campaign.deliberation.gist import order_for
from lungang.campaign.deliberation.packs import amended, preset
from lungang.campaign.deliberation.screen import in_order
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.policy.pack import parse_policy
from tests.factories import make_actor
from tests.forms import forms_on, press


def edges(page):
    """How many edges the picture has: all but the one of the legend that looks like one."""
    return page.count('<path class="edge ') - 1


def enter(client, room, actor=None):
    """Sign in, with the door open."""
    actor = actor or room.personnel
    client.force_login(actor.user)
    session = client.session
    session["sealed_plan_opened"] = (str(room.readers[actor].pk), clock.now().timestamp())
    session.save()


def at(room, name="table", **query):
    words = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse(f"deliberation:{name}", args=[room.scenario.pk]) + (f"?{words}" if words else "")


def text(client, path, status=200):
    page = client.get(path)
    assert page.status_code == status, path
    return page.content.decode()


def submit(client, path, act, kind="", **filled):
    """Fill in the form of a page that goes to ``act`` (and says ``kind``), and press."""
    page = client.get(path)
    found = [form for form in forms_on(page, path.partition("?")[0]) if f"/{act}/" in form.action]
    fits = [form for form in found if not kind or form.hidden.get("kind", kind) == kind]
    if kind and any("kind" in form.hidden for form in fits):
        fits = [form for form in fits if form.hidden.get("kind") == kind]
    elif kind:
        fits, filled = [form for form in fits if "kind" in form.names], {**filled, "kind": kind}
    assert fits, f"no form to {act} {kind}"
    return press(client, fits[0], filled, follow=True)


@pytest.fixture
def inside(client, sitting):
    enter(client, sitting)
    return sitting


@pytest.fixture
def mover(inside):
    """Somebody whom the plan sends elsewhere."""
    return next(row for row in inside.table(inside.scenario).people if row.cycle == 1)


# ---- the page -----------------------------------------------------------------------------------


def test_the_page_says_how_it_stands(client, inside):
    table = inside.table(inside.scenario)
    page = text(client, at(inside))
    told = [int(n) for n in re.findall(r"<dt>\w+</dt><dd>(\d+)</dd>", page)]
    assert told == [0, table.proposed, table.unplaced]
    assert page.count('aria-current="true"><b>') == 1
    assert all(f"<b>{row.name}</b>" in page for row in table.people)
    assert f"{len({row.unit for row in table.balance})} 个单位相等" in page
    assert inside.readers[inside.personnel].code in page


def test_people_stand_in_their_cycles(client, inside):
    table = inside.table(inside.scenario)
    ordered = in_order(table)
    assert [row.state for row in ordered[: table.unplaced]] == ["unplaced"] * table.unplaced
    first = [row.key for row in ordered if row.cycle == 1]
    assert tuple(first) == table.cycles[0].people


@pytest.mark.parametrize("typed", ["name", "initials", "unit"])
def test_search_narrows_the_list(client, inside, mover, typed):
    from lungang.platform.sorting import sort_keys

    words = {
        "name": mover.name,
        "initials": "".join(part[0] for part in sort_keys(mover.name)[0].split()),
        "unit": mover.unit,
    }[typed]
    listed = re.findall(r"<li><a [^>]*><b>([^<]+)</b>", text(client, at(inside, q=words)))
    assert mover.name in listed
    assert len(listed) < len(inside.table(inside.scenario).people)


def test_nobody_found_is_said(client, inside):
    page = text(client, at(inside, q="查无此人"))
    assert "没有找到" in page
    assert "看全部" in page


def test_the_picture_has_every_move_and_the_table_every_cycle(client, inside, mover):
    table = inside.table(inside.scenario)
    page = text(client, at(inside, person=mover.key))
    assert edges(page) == table.proposed
    assert page.count('<path class="edge on') == len(table.cycles[0].people)
    rows = re.findall(r'<td class="wrap">([^<]+)</td>', page)
    assert len(rows) == len(table.cycles)
    assert rows[0].split(" → ") == [*table.cycles[0].units, table.cycles[0].units[0]]
    assert f"第 1 环，{len(table.cycles[0].people)} 人：" in page


def test_the_segments_draw_less(client, inside, mover):
    def drawn(**query):
        return edges(text(client, at(inside, person=mover.key, **query)))

    table = inside.table(inside.scenario)
    cycle, moving = len(table.cycles[0].people), table.proposed
    assert (drawn(), drawn(show="cycle"), drawn(show="proposed")) == (moving, cycle, moving)
    inside.mark(inside.scenario, "decide", mover, cycle=True)
    last = inside.table(inside.scenario).cycles[-1].people[0]
    assert drawn(show="nonsense") == moving
    other = edges(text(client, at(inside, person=last, show="proposed")))
    assert other == moving - cycle


def test_the_card_says_why_and_what_else(client, inside, mover):
    page = text(client, at(inside, person=mover.key))
    assert f"{mover.to_unit} {mover.to_section}" in page
    assert page.count('<ol class="grounds">') == 1
    assert "其它去处" in page
    assert "领导小组确认列入交流" in page


def test_whom_one_would_have_to_ask(client, inside):
    left = [row for row in inside.table(inside.scenario).people if row.state == "unplaced"]
    pages = [text(client, at(inside, person=row.key)) for row in left]
    assert all("没有去处可定" in page for page in pages)
    assert all(row.reason in page for row, page in zip(left, pages, strict=True))


def test_why_not_there(client, inside, mover):
    other = next(
        row.unit
        for row in inside.table(inside.scenario).people
        if row.unit not in (mover.unit, mover.to_unit)
    )
    page = text(client, at(inside, "why", person=mover.key, unit=other))
    assert '<p class="ans" role="status">' in page
    assert f"<option selected>{other}</option>" in page
    assert '<p class="ans"' not in text(client, at(inside, "why", person=mover.key, unit="月球"))


# ---- every act is a form ------------------------------------------------------------------------


def chosen(page):
    return re.search(r'aria-current="true"><b>([^<]+)</b>', page.content.decode())[1]


def test_decide_by_one_press(client, inside, mover):
    done = submit(client, at(inside, person=mover.key), "mark", "decide", reason="同意拟定的去向")
    assert chosen(done) == mover.name
    assert inside.table(inside.scenario).person(mover.key).state == "decided"
    said = re.search(r'role="status">\s*<p>.*?</p>', done.content.decode(), re.S)[0]
    assert mover.name in said
    assert "重算后去向不变" in said


def test_the_reason_is_there_at_first(client, inside, mover):
    path = at(inside, person=mover.key)
    form = next(f for f in forms_on(client.get(path), path) if f.hidden.get("kind") == "decide")
    assert form.values["reason"] == "同意拟定的去向"


def test_decide_the_whole_cycle(client, inside, mover):
    path = at(inside, person=mover.key)
    submit(client, path, "mark", "decide", reason="同意", cycle="on")
    table = inside.table(inside.scenario)
    assert table.decided == len(inside.table(inside.scenario).cycles[0].people)
    assert "全环" not in text(client, path)


def test_forbid_says_whose_destinations_changed(client, inside, mover):
    before = inside.table(inside.scenario)
    path = at(inside, person=mover.key, do="forbid")
    done = submit(client, path, "mark", "forbid", unit=mover.to_unit, reason="有案在查")
    after = inside.table(inside.scenario)
    changed = {
        row.name for row in after.people if row.to_unit != before.person(row.key).to_unit
    }  # fmt: skip
    assert mover.name in changed
    said = re.search(r'<div class="last".*?</p>', done.content.decode(), re.S)[0]
    assert f"禁去{mover.to_unit}" in said
    named = set(re.findall(r"\?person=[^\"]+\">([^<]+)</a>", said))
    assert named
    assert len(named) == min(4, int(re.search(r"重算后 (\d+) 人", said)[1]))
    assert changed & named


def test_undo_gives_the_plan_before(client, inside, mover):
    before = inside.table(inside.scenario).digest
    submit(client, at(inside, person=mover.key, do="forbid"), "mark", "forbid",
           unit=mover.to_unit, reason="有案在查")  # fmt: skip
    assert inside.table(inside.scenario).digest != before
    done = submit(client, at(inside, person=mover.key), "undo")
    assert chosen(done) == mover.name
    assert inside.table(inside.scenario).digest == before
    said = re.search(r'<div class="last".*?</p>', done.content.decode(), re.S)[0]
    assert "撤回" in said
    assert "/undo/" not in done.content.decode(), "nothing is left to undo"


def test_pin_and_withdraw(client, inside, mover):
    path = at(inside, person=mover.key)
    done = submit(client, path, "mark", "pin")
    assert inside.table(inside.scenario).person(mover.key).marks == ("pin",)
    assert '<span class="vh">钉住</span>' in done.content.decode()
    assert "已经钉住" in done.content.decode()
    submit(client, path, "withdraw")
    assert inside.table(inside.scenario).person(mover.key).marks == ()


def test_another_destination_asks_why(client, inside):
    for row in inside.table(inside.scenario).people:
        page = text(client, at(inside, person=row.key))
        if found := re.search(r'href="([^"]+do=decide[^"]+)"', page):
            break
    path = found[1].replace("&amp;", "&")
    assert 'name="reason" id="doing-reason" maxlength="500" autocomplete="off" required' in text(
        client, path
    )
    done = submit(client, path, "mark", "decide", reason="照顾家庭")
    assert done.status_code == 200
    now = inside.table(inside.scenario).person(row.key)
    assert now.state == "decided"
    assert now.slot != row.slot


def test_swap_with_somebody_of_the_list(client, inside):
    table = inside.table(inside.scenario)
    for row in table.people:
        path = at(inside, person=row.key, do="swap")
        if choices := re.findall(r'<option value="([0-9a-f-]{36})"', text(client, path)):
            break
    assert str(row.key) not in choices
    partner = next(one for one in table.people if str(one.key) == choices[0])
    done = submit(client, path, "mark", "swap", other=choices[0])
    assert done.status_code == 200
    now = inside.table(inside.scenario)
    assert now.person(row.key).slot == partner.slot
    assert now.person(partner.key).slot == row.slot
    assert now.person(row.key).marks == ("swap",)


def test_nobody_to_swap_with_is_said(client, inside):
    left = next(row for row in inside.table(inside.scenario).people if row.state == "unplaced")
    page = text(client, at(inside, person=left.key, do="swap"))
    assert "没有人可以与此人对调" in page
    assert 'value="swap"' not in page


def test_stay(client, inside, mover):
    done = submit(
        client, at(inside, person=mover.key, do="stay"), "mark", "stay", reason="手头案件未结"
    )
    assert chosen(done) == mover.name
    assert inside.table(inside.scenario).person(mover.key).slot is None
    assert f"{mover.unit} 留任" in done.content.decode()


def test_who_is_decided_is_withdrawn_first(client, inside, mover):
    inside.mark(inside.scenario, "decide", mover)
    for doing in ("", "forbid", "swap", "stay", "decide"):
        page = text(client, at(inside, person=mover.key, do=doing))
        assert "已经定下，要改先撤回" in page
        assert 'id="doing"' not in page


# ---- who may, and when --------------------------------------------------------------------------


def test_without_a_meeting_nothing_is_offered(client, room, scenario):
    room.scenario = scenario
    enter(client, room)
    page = text(client, at(room))
    assert "联席会议没有开，开会以后才能商定" in page
    assert "/mark/" not in page


def test_the_group_reads(client, inside):
    enter(client, inside, inside.group)
    page = text(client, at(inside))
    assert "/mark/" not in page
    assert "/undo/" not in page
    assert "由两个科室在联席会议上商定" in page


@pytest.mark.parametrize("name", ["table", "why", "picture", "projector"])
def test_who_is_not_on_the_list_finds_nothing(client, sitting, name):
    client.force_login(make_actor(Office.PERSONNEL_SECTION).user)
    text(client, at(sitting, name), 404)
    client.force_login(sitting.personnel.user)
    assert client.get(at(sitting, name)).url.startswith(reverse("deliberation:door"))


def test_a_scenario_of_nobody_is_not_there(client, inside):
    text(client, reverse("deliberation:table", args=[inside.principles.pk]), 404)


def test_whoever_is_meant_wrongly_is_as_nobody(client, inside):
    plain = chosen(client.get(at(inside)))
    assert chosen(client.get(at(inside, person="x"))) == plain
    assert chosen(client.get(at(inside, person=inside.principles.pk))) == plain


def test_sent_to_two_when_all_are_decided(client, inside):
    moving = inside.table(inside.scenario).proposed
    assert f"还有 {moving} 人没有定" in text(client, at(inside))
    inside.settle(inside.scenario)
    page = text(client, at(inside))
    assert f'/deliberation/decision/?scenario={inside.scenario.pk}">送两人确认</a>' in page


# ---- the other pages ----------------------------------------------------------------------------


@pytest.fixture
def several(inside):
    """A second scenario, which places others: whose work differs may go, too."""
    pack = inside.principles.pack
    policy = parse_policy(pack.text.encode(), pack.name)
    text = amended(pack.text, pack.name, preset(policy, "kind"), {"specialty": False})
    inside.other = inside.compute("工种相同优先", text)
    return inside


def test_scenarios_stand_side_by_side(client, several):
    page = text(client, reverse("deliberation:compare"))
    assert "方案甲　照现行规则" in page
    assert "方案乙　工种相同优先" in page
    ours, theirs = (several.table(one) for one in (several.scenario, several.other))
    differing = [row for row in ours.people if row.slot != theirs.person(row.key).slot]
    assert differing
    rows = re.findall(r'<th scope="row" class="nw">([^<]+)</th>', page)
    assert sorted(rows) == sorted(row.name for row in differing)
    every = re.findall(
        r'<th scope="row" class="nw">([^<]+)</th>',
        text(client, reverse("deliberation:compare") + "?show=all"),
    )
    assert len(every) == len(ours.people)


def test_units_stand_alike_in_every_scenario(several):
    order = order_for(several.campaign, several.scenario)
    assert order_for(several.campaign, several.other) == order
    assert set(order) == {row.unit for row in several.table(several.scenario).people}


def test_the_strip_leads_to_the_others(client, several, mover):
    page = text(client, at(several, person=mover.key))
    other = reverse("deliberation:table", args=[several.other.pk])
    assert f'href="{other}?person={mover.key}"' in page
    assert "与甲不同" in page


def test_the_projector_shows_one_person_and_no_list(client, inside, mover):
    people = in_order(inside.table(inside.scenario))
    here = people.index(mover)
    page = text(client, at(inside, "projector", person=mover.key))
    assert f'<h1 id="who">{mover.name}</h1>' in page
    assert f"?person={people[here - 1].key}" in page
    assert f"?person={people[here + 1].key}" in page
    assert 'class="steps"' not in page
    assert "<form" not in page
    cycle = inside.table(inside.scenario).cycles[0].people
    drawn = set(re.findall(r'<text class="name"[^>]*>([^<]+)<', page))
    assert drawn == {row.name for row in people if row.key in cycle}


def test_the_picture_alone_keeps_to_itself(client, inside, mover):
    page = text(client, at(inside, "picture", person=mover.key))
    assert edges(page) == inside.table(inside.scenario).proposed
    links = re.findall(r'href="([^"]*show=cycle[^"]*)"', page)
    assert links[0].startswith(reverse("deliberation:picture", args=[inside.scenario.pk]))


def test_a_page_asks_the_database_as_often_for_many(client, inside, django_assert_max_num_queries):
    path = at(inside)
    text(client, path)
    with django_assert_max_num_queries(60):
        text(client, path)
