"""What was typed into a roster when the screen was locked is offered on its page, and dropped."""

from __future__ import annotations

from django.http import QueryDict
from django.urls import reverse

from lungang.platform.accounts.actions.drafts import keep_draft
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.drafts import FIELD, field_for
from lungang.platform.accounts.models import Draft
from tests.campaign.rosters.desk import Desk, browser, wrong


def keep(actor: Actor, path: str, **fields: str) -> None:
    data = QueryDict(mutable=True)
    data.update(fields)
    assert keep_draft(actor, path, data)


def test_cells_typed_before_the_lock_come_back(desk: Desk) -> None:
    sent = desk.upload(wrong())
    row = sent.rows.get(table="roster", number=5)
    cell = f"c:{row.pk}:nature"
    client, page = browser(desk.officer), reverse("rosters:return", args=[sent.pk])
    keep(desk.officer, page, **{cell: "事业编制（草稿）"})
    assert "没保存的内容" in client.get(page).content.decode()
    assert "事业编制（草稿）" not in client.get(page).content.decode()
    filled = client.get(page, {"draft": "1"}).content.decode()
    assert 'value="事业编制（草稿）"' in filled
    # nobody else is offered it, though another office may see the page
    assert "没保存的内容" not in browser(desk.stranger).get(page).content.decode()
    drop = reverse("accounts:drop_draft", args=[Draft.objects.get().pk])
    assert client.post(drop, {"next": page}).headers["Location"] == page
    assert not Draft.objects.exists()


def test_a_row_typed_before_the_lock_comes_back_and_is_saved_as_a_change(desk: Desk) -> None:
    sent = desk.upload()
    row = desk.person(sent)
    path = reverse("rosters:row", args=[row.pk])
    keep(desk.officer, path, remark="锁屏前写的")
    client = browser(desk.officer)
    page = client.get(path, {"draft": "1"})
    assert 'value="锁屏前写的"' in page.content.decode()
    form = page.context["form"]
    same = {name: form[name].value() or "" for name in form.fields}
    mark = {FIELD: field_for(page.wsgi_request)}
    client.post(f"{path}?draft=1", {**same, **mark, "seen": str(sent.version)})
    row.refresh_from_db()
    assert row.cells["remark"] == "锁屏前写的"
    assert not Draft.objects.exists()


def test_the_cells_are_found_again_in_the_view_that_they_were_typed_in(desk: Desk) -> None:
    sent = desk.upload(wrong())
    row = sent.rows.get(table="roster", number=5)
    client, page = browser(desk.officer), reverse("rosters:return", args=[sent.pk])
    cells = {f"c:{row.pk}:nature": "事业编制", f"c:{row.pk}:id": "999912197001011234"}
    keep(desk.officer, page, **cells, view="all", remark="专业已改")
    shown = client.get(page, {"draft": "1"})
    assert shown.context["chosen"] == "all"
    assert 'value="事业编制"' in shown.content.decode()
    assert set(Draft.objects.get().fields) == {f"c:{row.pk}:nature", "view", "remark"}


def test_the_remark_to_the_sections_comes_back(desk: Desk) -> None:
    sent = desk.upload()
    page = reverse("rosters:return", args=[sent.pk])
    keep(desk.officer, page, remark="专业已改")
    shown = browser(desk.officer).get(page, {"draft": "1"}).content.decode()
    assert "专业已改</textarea>" in shown


def test_what_a_section_wrote_comes_back(desk: Desk) -> None:
    sent = desk.submitted()
    section, page = desk.personnel, reverse("rosters:return", args=[sent.pk])
    keep(section, page, reason="专业和档案对不上")
    client = browser(section)
    assert "没保存的内容" in client.get(page).content.decode()
    assert "专业和档案对不上</textarea>" in client.get(page, {"draft": "1"}).content.decode()


def test_what_the_form_hides_is_no_typing_and_takes_no_room(desk: Desk) -> None:
    sent = desk.upload(wrong())
    page = reverse("rosters:return", args=[sent.pk])
    hidden = {"shown": "字" * 300_000, "seen": "3", "key": "k", "view": "all", "page": "2"}
    data = QueryDict(mutable=True)
    data.update(hidden)
    assert not keep_draft(desk.officer, page, data)
    keep(desk.officer, page, **hidden, remark="写了的")
    assert Draft.objects.get().fields == {"view": ["all"], "page": ["2"], "remark": ["写了的"]}


def test_what_is_too_much_to_be_kept_is_said(desk: Desk) -> None:
    sent, client = desk.upload(wrong()), browser(desk.officer)
    page = reverse("rosters:return", args=[sent.pk])
    mark = {FIELD: field_for(client.get(page).wsgi_request)}
    session = client.session
    session["seen_at"] = 0
    session.save()
    answer = client.post(reverse("rosters:edit", args=[sent.pk]), {**mark, "c:x": "字" * 250_000})
    assert "locked=large" in answer.headers["Location"]
    assert "没有存下" in client.get(answer.headers["Location"]).content.decode()
    assert not Draft.objects.exists()


def test_a_new_row_typed_before_the_lock_comes_back(desk: Desk) -> None:
    sent, client = desk.upload(), browser(desk.officer)
    page = reverse("rosters:add", args=[sent.pk, "roster"])
    assert f'name="{FIELD}"' in client.get(page).content.decode()
    keep(desk.officer, page, name="某新人")
    assert 'value="某新人"' in client.get(page, {"draft": "1"}).content.decode()
