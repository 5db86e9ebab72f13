"""Who may open what: the expected cells, written by hand, apart from the code that decides.

One row for each route and method and kind of thing it is about; the columns are the offices. An
office named in a row is served, every other gets the very answer of a page that is not there, and
somebody who is not signed in is led to the sign-in.

Offices: ``group`` 领导小组, ``org`` 组织部干部科, ``per`` 人事局公务员管理科, ``est`` 编办, ``dis``
纪委监察局, ``sup`` 督查室, ``insp`` 检查验收组, ``obs`` 人大政协, ``sys`` ``sec`` ``aud`` the three
administrators, ``nobody`` an account without office. Of a unit: ``hr`` 政工人员, ``head``
单位负责人, ``moved`` 交流人员; where the thing is a unit's they mean *its
own* unit, elsewhere any unit.

An act is done at the steps that its row names (``done``); at the others whoever may do it is told
that it is not the time, and nothing is written. ``page`` is the page on which its form stands,
where that is not its own address: the form is looked for there, and sent as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LEADS = "group org per"
LIST = "group org per dis"
COUNTY = "group org per est dis sup insp"
UNIT = "hr head moved"
BUSINESS = f"{COUNTY} obs {UNIT}"
OFFICES = f"{BUSINESS} sys sec aud"
SIGNED_IN = f"{OFFICES} nobody"

STEPS = ("mobilisation", "reporting", "screening", "confirmed", "archive", "closed")
"""``confirmed``: the pool is confirmed and deliberation has begun; ``closed``: the campaign is."""
ROSTER_STEPS = "reporting screening"
POOL_OPEN = "screening"
POOL_STEPS = "screening confirmed"
UNDER_WAY = "mobilisation reporting screening confirmed archive"
ANY_TIME = f"{UNDER_WAY} closed"


@dataclass(frozen=True)
class Row:
    """A route, a method, what it is about (a key of ``World.things``), and who is served."""

    route: str
    method: str
    who: str
    about: str = ""
    more: tuple[object, ...] = ()
    data: Mapping[str, str] = field(default_factory=dict)
    page: str = ""
    done: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.method, self.route, self.about)))


def get(route: str, who: str, about: str = "", *more: object) -> Row:
    return Row(route, "GET", who, about, more)


def post(
    route: str, who: str, about: str = "", *more: object, page: str = "", done: str = UNDER_WAY,
    **data: str,
) -> Row:  # fmt: skip
    return Row(route, "POST", who, about, more, data, page, done)


def form(
    route: str, who: str, about: str = "", done: str = UNDER_WAY, **data: str
) -> tuple[Row, Row]:
    """A form, and the act that it asks for: both at one address."""
    return get(route, who, about), post(route, who, about, page=route, done=done, **data)


CAMPAIGN = {
    "name": "二〇〇四年轮岗", "county": "青榆县", "reference_date": "2004-12-16", "reason": "笔误",
}  # fmt: skip
CORE = (
    get("core:home", SIGNED_IN),
    get("core:step", BUSINESS, "", "screening"),
    get("core:settings", COUNTY),
    *form("core:open", LEADS, done="closed", **CAMPAIGN),
    *form("core:edit", LEADS, **CAMPAIGN),
    *form("core:adopt", LEADS, shipped="present-law", decision="第二次会议"),
    *form("core:calendar", LEADS, day="2026-05-09", is_working="1", reason="县通知"),
    *form("core:observers", LEADS, holding="@observer"),
    post(
        "core:open_step",
        LEADS,
        page="core:settings",
        done="mobilisation reporting screening confirmed",  # the world's list is read out by then
        step="survey",
        reason="补访",
    ),
    post("core:close", "group", page="core:settings", done="archive"),
    *form("core:end", "group", done="mobilisation reporting screening confirmed", reason="停办"),
    get("core:tasks", LEADS),
    *form("core:give", LEADS, kind="rosters", everybody="0", units="@unit G", due_at="@soon"),
    get("core:task", LEADS, "task"),
    post("core:move", LEADS, "task", page="core:task", due_at="@later", reason="雨"),
    post("core:withdraw", LEADS, "task", page="core:task", **{"withdraw-reason": "不用"}),
)

ROSTERS = (
    get("rosters:board", "group org per est dis sup"),
    get("rosters:mine", "hr head"),
    get("rosters:upload", "hr"),
    post(
        "rosters:upload",
        "hr",
        "unit drafting",
        page="rosters:upload",
        done=ROSTER_STEPS,
        file="@workbook",
    ),
    post("rosters:start", "hr", "unit drafting", page="rosters:upload", done=""),  # has a draft
    post("rosters:start", "hr", "unit fresh", page="rosters:upload", done=ROSTER_STEPS),
    get("rosters:template", "hr"),
    get("rosters:corrections", "hr head org per"),
    get("rosters:correction", "hr head org", "correction org"),
    get("rosters:correction", "hr head per", "correction per"),
    post("rosters:approve", "org", "correction org", page="rosters:correction", done=ROSTER_STEPS),
    post("rosters:approve", "per", "correction per", page="rosters:correction", done=ROSTER_STEPS),
    post(
        "rosters:refuse",
        "org",
        "correction org",
        page="rosters:correction",
        done=ROSTER_STEPS,
        answer="不同意",
    ),
    post(
        "rosters:refuse",
        "per",
        "correction per",
        page="rosters:correction",
        done=ROSTER_STEPS,
        answer="不同意",
    ),
    get("rosters:return", "hr head", "return draft"),  # no section sees what is not sent
    get("rosters:return", "hr head org per", "return submitted"),
    get("rosters:return", "hr head org per", "return returned"),
    get("rosters:return", "hr head org per", "return replaced"),
    get("rosters:return", "hr head org per", "return accepted"),
    post(
        "rosters:edit",
        "hr",
        "return draft",
        page="rosters:return",
        done=ROSTER_STEPS,
        **{"c:@row:remark": "挂职一年"},
    ),
    get("rosters:add", "hr", "return draft", "roster"),
    get("rosters:add", "", "return submitted", "roster"),
    post(
        "rosters:add",
        "hr",
        "return draft",
        "roster",
        page="rosters:add",
        done=ROSTER_STEPS,
        remark="挂职一年",
    ),
    post(
        "rosters:submit",
        "hr",
        "return draft",
        page="rosters:return",
        done=ROSTER_STEPS,
        looked="1",
    ),
    post("rosters:discard", "hr", "return draft", page="rosters:return", done=ROSTER_STEPS),
    post("rosters:reopen", "hr", "return returned", page="rosters:return", done=ROSTER_STEPS),
    post(
        "rosters:accept",
        "org per",
        "return submitted",
        page="rosters:return",
        done=ROSTER_STEPS,
        row="@mine",
    ),
    post("rosters:accept", "", "return draft", row="@mine"),
    post(
        "rosters:accept-all",
        "org per",
        "return submitted",
        page="rosters:return",
        done=ROSTER_STEPS,
    ),
    post("rosters:accept-all", "", "return draft"),
    post(
        "rosters:send-back",
        "org per",
        "return submitted",
        page="rosters:return",
        done=ROSTER_STEPS,
        reason="重填",
    ),
    post("rosters:send-back", "", "return draft", reason="重填"),
    post(
        "rosters:take-up",
        "org per",
        "return at rest",
        page="rosters:return",
        done=ROSTER_STEPS,
        reason="重填",
    ),
    post(  # a correction waits there
        "rosters:take-up",
        "org per",
        "return accepted A",
        page="rosters:return",
        done="",
        reason="重填",
    ),
    post("rosters:take-up", "", "return draft", reason="重填"),
    get("rosters:difference", "hr head", "return draft"),
    get("rosters:difference", "hr head org per", "return submitted"),
    # Whole ids: the officer's own workbook, and nobody else's.
    post("rosters:marked", "hr", "return accepted", page="rosters:return"),
    *form("rosters:row", "hr", "row draft", ROSTER_STEPS, remark="挂职一年"),
    get("rosters:row", "", "row submitted"),  # sent: not to be changed
    get("rosters:row", "", "row accepted"),
    post("rosters:remove", "hr", "row draft", page="rosters:row", done=ROSTER_STEPS),
    *form("rosters:reveal", "hr", "row draft", reason="核对"),
    *form("rosters:reveal", "hr org", "row submitted org", reason="核对"),  # each its own people
    *form("rosters:reveal", "hr per", "row submitted per", reason="核对"),
    *form("rosters:reveal", "hr org", "row accepted org", reason="核对"),
    *form("rosters:reveal", "hr per", "row accepted per", reason="核对"),
    get("rosters:reveals", "dis"),  # the auditor reads the log, and not why
    # A section asks too, for its own people alone; what it asks another of it decides.
    *form("rosters:correct", "hr org", "row accepted org", ROSTER_STEPS, remark="更", reason="误"),
    *form("rosters:correct", "hr per", "row accepted per", ROSTER_STEPS, remark="更", reason="误"),
    get("rosters:correct", "", "row submitted"),
    get("rosters:correct", "", "kin accepted"),
)

SCREENING = (
    get("screening:list", LIST),
    post("screening:run", "org per", page="screening:list", done=POOL_STEPS),
    get("screening:changes", LIST),
    post("screening:download", LIST, page="screening:list"),
    get("screening:person", f"{LIST} hr head", "result per"),
    get("screening:person", f"{LIST} hr head", "result org"),
    get("screening:person", f"{LIST} hr head", "result decided"),
    get("screening:person", LIST, "result free"),  # need not move: no word to the unit
    *form("screening:ask", "hr per", "result per", POOL_OPEN, kind="defer", reason="援建"),
    *form("screening:ask", "hr org", "result org", POOL_OPEN, kind="defer", reason="援建"),
    get("screening:petitions", LIST),
    get("screening:petition", f"{LIST} hr head", "petition hr"),
    get("screening:petition", f"{LIST} hr head", "petition per"),
    post(
        "screening:decide",
        "group",
        "petition hr",
        page="screening:petition",
        done=POOL_OPEN,
        act="approve",
        reason="属实",
    ),
    post(
        "screening:decide",
        "group",
        "petition per",
        page="screening:petition",
        done=POOL_OPEN,
        act="refuse",
        reason="不属实",
    ),
    post("screening:withdraw", "hr", "petition hr", page="screening:petition", done=POOL_OPEN),
    post("screening:withdraw", "per", "petition per", page="screening:petition", done=POOL_OPEN),
    get("screening:opinions", LIST),
    post(
        "screening:opinions",
        "org per",
        page="screening:opinions",
        done=POOL_OPEN,
        due_at="@soon",
    ),
    get("screening:unit", "hr head"),
    post("screening:unit", "hr", page="screening:unit", done=POOL_OPEN, **{"@opinion": "none"}),
    get("screening:pool", LIST),
    post("screening:propose", "org per", page="screening:pool", done="sent back"),
    post(
        "screening:confirm",
        "group",
        "pool",
        page="screening:pool",
        done="settled",
        without_opinion="@unanswered",
    ),
    post(
        "screening:send_back",
        "group",
        "pool",
        page="screening:pool",
        done=POOL_STEPS,
        reason="再议",
    ),
)

MEETING = {
    "held_at": "2004-12-15T09:20", "place": "二会议室", "chair": "某县长", "present": "甲",
}  # fmt: skip
LISTED = "group org per"
"""Whom the leading group has put on the need-to-know list of the world."""
DELIBERATION = (
    get("deliberation:start", LIST),
    get("deliberation:principles", LIST),
    *form(
        "deliberation:propose",
        "org per",
        "",
        "confirmed",
        text="一、出一进一。",
        occasion="第四次会议",
        decided_on="2004-12-14",
    ),
    post(
        "deliberation:decide",
        "group",
        "principles",
        page="deliberation:principles",
        done="confirmed",
    ),
    post(
        "deliberation:send_back_principles",
        "group",
        "principles",
        page="deliberation:principles",
        done="confirmed",
        reason="再议",
    ),
    *form("deliberation:seed", "org per", "principles", "frozen", value="482915"),
    get("deliberation:readers", LIST),
    post(
        "deliberation:list_reader",
        "group",
        page="deliberation:readers",
        done="confirmed",
        holding="@witness",
    ),
    post(
        "deliberation:remove_reader",
        "group",
        "reader",
        page="deliberation:readers",
        done="confirmed",
    ),
    get("deliberation:readings", "group dis"),
    get("deliberation:door", LISTED),
    post("deliberation:door", LISTED, page="deliberation:door"),
    post("deliberation:shut", LISTED, page="deliberation:door"),
    # Behind the door. What is done there when a meeting is open: tests/campaign/deliberation/table.
    get("deliberation:scenarios", LISTED),
    post("deliberation:compute", "org per", done="", title="从严", rules="strict"),
    post("deliberation:drop", "org per", "scenario", done="", reason="不用了"),
    get("deliberation:compare", LISTED),
    get("deliberation:meetings", LISTED),
    *form("deliberation:open_meeting", "org per", "", "", **MEETING),
    get("deliberation:meeting", LISTED, "meeting"),
    *form("deliberation:change_meeting", "org per", "meeting", "confirmed", **MEETING),
    post(
        "deliberation:close_meeting",
        "org per",
        "meeting",
        page="deliberation:meeting",
        done="confirmed",
    ),
    get("deliberation:minutes", LISTED, "meeting"),
    get("deliberation:minutes_file", LISTED, "meeting", "docx"),
    get("deliberation:table", LISTED, "scenario"),
    get("deliberation:why", LISTED, "scenario"),
    get("deliberation:picture", LISTED, "scenario"),
    get("deliberation:projector", LISTED, "scenario"),
    post(
        "deliberation:mark",
        "org per",
        "scenario",
        done="",
        kind="stay",
        person="@pool",
        reason="有案",
    ),
    post("deliberation:withdraw", "org per", "scenario", done="", person="@pool"),
    post("deliberation:undo", "org per", "scenario", done=""),
    get("deliberation:decision", LISTED),
    post("deliberation:ask", "org per", done="", scenario="@scenario", digest="0"),
    post("deliberation:confirm", "org per", "decision", done="", digest="0"),
    post("deliberation:send_back", LISTED, "decision", done="", reason="再议"),
    get("deliberation:copy", LISTED, "decision"),
)

REPAIRS = (
    # Behind the door as well. What is done there with a plan: tests/campaign/repairs.
    get("repairs:home", LISTED),
    *form("repairs:report", "org per", done="", reason="有病", said_by="某", kind="illness"),
    get("repairs:repair", LISTED, "repair"),
    post("repairs:withdraw", "per", "repair", page="repairs:repair", done="moving", reason="否"),
    post("repairs:compute", "org per", "repair", done=""),
    post("repairs:ask", "org per", "repair", done="", digest="0"),
    post("repairs:confirm", "org per", "repair", done="", digest="0"),
    post("repairs:send_back", "org per", "repair", done="", reason="再算"),
    post("repairs:drop", "org per", "repair", page="repairs:repair", done="moving", reason="不用"),
    get("repairs:release", "org per", "repair"),
    post("repairs:release", "org per", "repair", done="", paper="某发〔2026〕1号"),
)

# Asked in the world: unit A, 纪委监察局, 编办; the talk is the personnel section's. The pack of the
# world has no steps of the law: what is asked, and overriding, are in tests/campaign/procedure.
PROCEDURE = (
    get("procedure:matrix", LISTED),
    post("procedure:ask", "org per", done="", digest="0", due_at="@soon"),
    get("procedure:one", LISTED, "asked A"),
    post("procedure:note", "per", "asked talk", page="procedure:one", done="confirmed",
         answer="yes", on="@today", with_whom="科长"),
    post("procedure:override", "group", "asked A", done="", reason="工作需要"),
    post("procedure:clear", "group", "asked A", done="", reason="查了身份证"),
    get("procedure:mine", "est dis hr head"),
    post("procedure:mine", "est dis hr head", "asked unit", page="procedure:mine",
         done="confirmed"),
    get("procedure:inquiry", "hr head", "asked A"),
    get("procedure:inquiry", "dis", "asked dis"),
    get("procedure:inquiry", "est", "asked est"),
    *(
        post("procedure:answer", who, f"asked {about}", page="procedure:inquiry",
             done="confirmed", answer="yes")
        for about, who in (("A", "hr head"), ("dis", "dis"), ("est", "est"))
    ),
)  # fmt: skip

READ_OUT = "group org per est dis sup"
TRANSFER = (
    get("transfer:board", f"{READ_OUT} {UNIT}"),
    get("transfer:release", "org per"),
    post("transfer:release", "org per", done="", place="礼堂"),
    get("transfer:meeting", READ_OUT),
    *form(
        "transfer:hours",
        "org per",
        "released",
        done="moving",
        notices="2026-11-30T09:00",
        letters="2026-11-30T10:00",
        section="2026-11-30T11:00",
        report="2026-11-30T12:00",
        reason="大雪",
    ),
    get("transfer:slips", "org per est"),
    post("transfer:slip", "est", "way", "exit", done="", written="编1号"),  # no step of the pack
    get("transfer:notices", "org per"),
    post(
        "transfer:notices",
        "org per",
        page="transfer:notices",
        done="moving",
        taker="某局长",
        note="雨",
    ),
    *form(
        "transfer:duty",
        "per",
        "duty",
        done="moving",
        how="stay",
        paper="会议纪要",
        day="@today",
        reason="另行研究",
    ),
    post("transfer:urge", "org per", page="transfer:board", done="moving"),
    get("transfer:journey", f"{READ_OUT} {UNIT}", "way"),
    get("transfer:journey", f"{READ_OUT} hr head", "way report"),
    *(
        post(
            "transfer:do",
            who,
            f"way {state}",
            verb,
            page="transfer:journey",
            done="moving",
            **data,
        )
        for verb, who, state, data in (
            ("bring", "per", "unit_letter", {"taker": "某"}),
            ("letter", "org", "section_letter", {}),
            ("hand", "hr", "hand_letter", {}),
            ("hand_over", "hr", "handover", {"taker": "张甲、李乙、王丙", "rest": "无"}),
            ("report", "hr", "report", {}),
            ("remove", "hr", "arrived", {"paper": "某发〔2026〕1号"}),
            ("appoint", "hr", "arrived new", {"paper": "某发〔2026〕2号"}),
            (
                "unseat",
                "hr",
                "settled",
                {"paper": "某发〔2026〕1号", "day": "@today", "note": "另用"},
            ),
        )
    ),
    *(
        post(
            "transfer:number",
            who,
            f"way {state}",
            kind,
            page="transfer:journey",
            done="moving",
            written="某〔2026〕9号",
        )
        for kind, who, state in (
            ("notice", "per", "notice"),
            ("section-letter", "org", "section_letter"),
            ("unit-letter", "hr", "unit_letter"),
            ("removal", "hr", "arrived"),
            ("appointment", "hr", "arrived new"),
        )
    ),
    get("transfer:paper", f"{READ_OUT} hr head", "way", "unit-letter", "docx"),
    get("transfer:paper", READ_OUT, "way", "notice", "docx"),  # not handed to the unit yet
)

OUTCOMES = (
    get("outcomes:tables", f"{COUNTY} obs hr head"),
    get("outcomes:people", COUNTY),
    get("outcomes:reasons", LIST),
    *form("outcomes:publish", LEADS, done="moving"),
    post("outcomes:download", COUNTY, "", "statistics", "csv", page="outcomes:tables"),
)

CONVENING = (
    get("convening:show", f"{READ_OUT} hr head"),
    get("convening:invitation", f"{READ_OUT} hr head", "notice of meeting", "docx"),
    # One is convened already: what it asks for is refused, and its page leads to that one.
    *form("convening:convene", "org per", "", "", held_at="@soon", place="礼堂"),
    *form(
        "convening:change", "org per", "", "confirmed", held_at="@later", place="礼堂", reason="雨"
    ),
    post(
        "convening:call_off", "org per", page="convening:change", done="confirmed",
        **{"off-reason": "停电"},
    ),
)  # fmt: skip

REVIEWS = (
    get("reviews:board", "group org per dis"),
    get("reviews:entries", "org per"),
    post("reviews:give", "org per", page="reviews:entries", done="moving"),
    post("reviews:renew", "per", "way entry", page="reviews:entries", done="moving"),
    *form("reviews:ask", "org moved", "way own", "moving", wants="留任", reason="家事"),
    *form("reviews:ask", "org", "way handover", "moving", wants="留任", reason="家事"),
    get("reviews:reasons", "org", "way handover", "docx"),
    get("reviews:reasons", "org moved", "way own", "docx"),
    get("reviews:review", "group org dis", "review"),
    get("reviews:review", "group org dis moved", "review own"),
    post(
        "reviews:answer", "org", "review", page="reviews:review", done="moving",
        act="keep", reason="维持",
    ),
    post("reviews:withdraw", "org", "review on paper", page="reviews:review", done="moving"),
    post("reviews:withdraw", "moved", "review own", page="reviews:review", done="moving"),
    get("reviews:reply", "group org dis", "review answered", "docx"),
)  # fmt: skip
"""What somebody writes of the own move goes to the section in charge, the group and the witness."""

PLATFORM = (
    get("jobs:job", "per", "job per"),
    get("jobs:job", "hr", "job hr"),
    get("jobs:standing", "per", "job per"),
    get("jobs:standing", "hr", "job hr"),
    # One screening at a time for both sections: it stands in the way of either.
    get("jobs:job", "org per", "job alone"),
    get("jobs:standing", "org per", "job alone"),
    post("jobs:stop", "org per", "job alone", page="jobs:job", done="running"),
    post("jobs:restart", "org per", "job alone", page="jobs:job", done=ANY_TIME),
    post("jobs:stop", "per", "job per", page="jobs:job", done=ANY_TIME),
    post("jobs:stop", "hr", "job hr", page="jobs:job", done=""),  # it was interrupted
    post("jobs:restart", "per", "job per", page="jobs:job", done=""),  # it waits
    post("jobs:restart", "hr", "job hr", page="jobs:job", done=ANY_TIME),
    get("audit:entries", "aud"),
    get("audit:entry", "aud", "entry"),
    post("audit:export", "aud", page="audit:entries", done=ANY_TIME),
    get("audit:verified", "aud"),
    get("audit:checkpoints", "aud dis"),
    post("audit:make", "aud dis", page="audit:checkpoints", done=ANY_TIME),
    post("audit:export_checkpoints", "aud dis", page="audit:checkpoints", done=ANY_TIME),
    get("notices:list", OFFICES),
    get("notices:notice", "hr", "notice hr"),
    get("notices:notice", "group", "notice group"),
    get("organisation:units", COUNTY),
    get("organisation:unit", COUNTY, "unit"),
    *form(
        "organisation:establish",
        "est",
        "",
        ANY_TIME,
        code="N1",
        name="县新局",
        kind="government_department",
        order="99",
        day="@today",
    ),
    *form(
        "organisation:change",
        "est",
        "unit",
        ANY_TIME,
        name="县改名局",
        kind="government_department",
        order="9",
        day="@today",
    ),
    get("organisation:template", "est"),
    *form("organisation:import", "est", "", ANY_TIME, file="@units", looked="1"),
    *form(
        "organisation:merge",
        "est",
        "unit",
        ANY_TIME,
        successor="@unit B",
        day="@today",
        hand_over="1",
    ),
    *form("organisation:abolish", "est", "unit", ANY_TIME, day="@today", reason="编委 1 号"),
    *form(
        "organisation:set_establishment",
        "est",
        "unit",
        ANY_TIME,
        nature="administrative",
        headcount="77",
        day="@today",
        reason="编委 1 号",
    ),
    *form(
        "organisation:set_quota",
        "est",
        "unit",
        ANY_TIME,
        kind="leading",
        number="7",
        day="@today",
        reason="编委 1 号",
    ),
    *form("organisation:add_section", "est", "unit", ANY_TIME, name="信息科", day="@today"),
    *form("organisation:change_section", "est", "section", ANY_TIME, name="二科", day="@tomorrow"),
    *form("organisation:close_section", "est", "section", ANY_TIME, day="@tomorrow"),
    get("accounts:offices", SIGNED_IN),
    post("accounts:offices", OFFICES, done=ANY_TIME, holding="@holding"),
    *form("accounts:settings", SIGNED_IN, "", ANY_TIME, language="zh-hans", loose_rows="1"),
    post("accounts:drop_draft", "hr", "draft", done=ANY_TIME),
    get("accounts:people", "sec"),
    *form("accounts:make", "sec", "", ANY_TIME, name="某", username="mou-1"),
    get("accounts:person", "sec", "account"),
    *form(
        "accounts:grant",
        "sec",
        "account",
        ANY_TIME,
        office="unit_head",
        unit_id="@unit A",
        valid_from="@today",
    ),
    *form("accounts:reset", "sec", "account", ANY_TIME, reason="忘了"),
    *form("accounts:disable", "sec", "account", ANY_TIME, reason="调走"),
    *form("accounts:enable", "sec", "account off", ANY_TIME, reason="回来"),
    *form("accounts:end", "sec", "holding", ANY_TIME, day="@tomorrow", reason="调走"),
    get("accounts:site", "sys"),
    *form("register:words", "sec", "", ANY_TIME, word="岚组", office="organisation_section"),
)

ROWS = (
    *CORE, *ROSTERS, *SCREENING, *DELIBERATION, *PROCEDURE, *CONVENING, *TRANSFER, *REPAIRS,
    *REVIEWS, *OUTCOMES, *PLATFORM,
)  # fmt: skip
WITHOUT_CAMPAIGN = {"core:home", "core:open", "rosters:reveals", *(row.route for row in PLATFORM)}
"""What is there when no campaign is under way: once one is closed, its pages are nobody's."""

ABOVE_OFFICES: Mapping[str, tuple[str, str]] = {
    "enter": ("nothing", "nothing"),  # of a demonstration alone
    "left": ("page", "page"),  # says nothing but the time
    "accounts:invitation": ("page", "page"),  # whoever has the link
    "account_login": ("page", "away"),
    "account_logout": ("away", "page"),
    "account_inactive": ("page", "page"),
    "accounts:email": ("sign-in", "own"),
    "account_change_password": ("sign-in", "own"),
    "account_reauthenticate": ("sign-in", "own"),
    "mfa_index": ("sign-in", "own"),
    "mfa_authenticate": ("sign-in", "away"),
    "mfa_reauthenticate": ("sign-in", "own"),
    "mfa_activate_totp": ("sign-in", "own"),
    "mfa_deactivate_totp": ("sign-in", "own"),
    "mfa_view_recovery_codes": ("sign-in", "own"),
    "mfa_generate_recovery_codes": ("sign-in", "own"),
    "mfa_download_recovery_codes": ("sign-in", "own"),
    "mfa_list_webauthn": ("sign-in", "own"),
    "mfa_add_webauthn": ("sign-in", "own"),
    "mfa_reauthenticate_webauthn": ("sign-in", "own"),
    "mfa_remove_webauthn": ("sign-in", "own"),
    "mfa_edit_webauthn": ("sign-in", "own"),
}
"""Pages that belong to no office: what somebody not signed in gets, and anybody signed in.

``own`` is the person's own account, perhaps after showing the password again.
"""
