"""Who may open what: the expected cells, written by hand, apart from the code that decides.

One row for each route and method and kind of thing it is about; the columns are the offices. An
office named in a row is served, every other gets the very answer of a page that is not there, and
somebody who is not signed in is led to the sign-in.

Offices: ``group`` 领导小组, ``org`` 组织部干部科, ``per`` 人事局公务员管理科, ``est`` 编办, ``dis``
纪委监察局, ``sup`` 督查室, ``insp`` 检查验收组, ``obs`` 人大政协, ``sys`` ``sec`` ``aud`` the three
administrators, ``nobody`` an account without office. Of a unit: ``hr`` 政工人员, ``head``
单位负责人, ``moved`` 交流人员; where the thing is a unit's they mean *its
own* unit, elsewhere any unit.
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


@dataclass(frozen=True)
class Row:
    """A route, a method, what it is about (a key of ``World.things``), and who is served."""

    route: str
    method: str
    who: str
    about: str = ""
    more: tuple[object, ...] = ()
    data: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return " ".join(filter(None, (self.method, self.route, self.about)))


def get(route: str, who: str, about: str = "", *more: object) -> Row:
    return Row(route, "GET", who, about, more)


def post(route: str, who: str, about: str = "", *more: object, **data: str) -> Row:
    return Row(route, "POST", who, about, more, data)


def form(route: str, who: str, about: str = "") -> tuple[Row, Row]:
    return get(route, who, about), post(route, who, about)


CORE = (
    get("core:home", SIGNED_IN),
    get("core:step", BUSINESS, "", "screening"),
    get("core:settings", COUNTY),
    *form("core:open", LEADS),
    *form("core:edit", LEADS),
    *form("core:adopt", LEADS),
    *form("core:calendar", LEADS),
    *form("core:observers", LEADS),
    post("core:open_step", LEADS, step="archive"),
    post("core:close", "group"),
    get("core:tasks", LEADS),
    *form("core:give", LEADS),
    get("core:task", LEADS, "task"),
    post("core:move", LEADS, "task"),
    post("core:withdraw", LEADS, "task"),
)

ROSTERS = (
    get("rosters:board", "group org per est dis sup"),
    get("rosters:mine", "hr head"),
    *form("rosters:upload", "hr"),
    post("rosters:start", "hr"),
    get("rosters:template", "hr"),
    get("rosters:corrections", "hr head org per"),
    get("rosters:correction", "hr head org", "correction org"),
    get("rosters:correction", "hr head per", "correction per"),
    post("rosters:approve", "org", "correction org"),
    post("rosters:approve", "per", "correction per"),
    post("rosters:refuse", "org", "correction org", answer="不同意"),
    post("rosters:refuse", "per", "correction per", answer="不同意"),
    get("rosters:return", "hr head", "return draft"),  # no section sees what is not sent
    get("rosters:return", "hr head org per", "return submitted"),
    get("rosters:return", "hr head org per", "return returned"),
    get("rosters:return", "hr head org per", "return replaced"),
    get("rosters:return", "hr head org per", "return accepted"),
    post("rosters:edit", "hr", "return draft"),
    post("rosters:add", "hr", "return draft", "roster"),
    post("rosters:submit", "hr", "return draft"),
    post("rosters:discard", "hr", "return draft"),
    post("rosters:reopen", "hr", "return returned"),
    post("rosters:accept", "org per", "return submitted"),
    post("rosters:accept", "", "return draft"),
    post("rosters:accept-all", "org per", "return submitted"),
    post("rosters:accept-all", "", "return draft"),
    post("rosters:send-back", "org per", "return submitted", reason="重填"),
    post("rosters:send-back", "", "return draft", reason="重填"),
    post("rosters:take-up", "org per", "return accepted", reason="重填"),
    post("rosters:take-up", "", "return draft", reason="重填"),
    get("rosters:difference", "hr head", "return draft"),
    get("rosters:difference", "hr head org per", "return submitted"),
    post("rosters:marked", "hr", "return draft"),  # whole ids: the officer's own workbook
    post("rosters:marked", "hr", "return submitted"),
    *form("rosters:row", "hr", "row draft"),
    get("rosters:row", "", "row submitted"),  # sent: not to be changed
    get("rosters:row", "", "row accepted"),
    post("rosters:remove", "hr", "row draft"),
    *form("rosters:reveal", "hr", "row draft"),
    *form("rosters:reveal", "hr org", "row submitted org"),  # each section its own people
    *form("rosters:reveal", "hr per", "row submitted per"),
    *form("rosters:reveal", "hr org", "row accepted org"),
    *form("rosters:reveal", "hr per", "row accepted per"),
    *form("rosters:correct", "hr", "row accepted"),
    get("rosters:correct", "", "row submitted"),
    get("rosters:correct", "", "kin accepted"),
)

SCREENING = (
    get("screening:list", LIST),
    post("screening:run", "org per"),
    get("screening:changes", LIST),
    post("screening:download", LIST),
    get("screening:person", f"{LIST} hr head", "result per"),
    get("screening:person", f"{LIST} hr head", "result org"),
    get("screening:person", LIST, "result free"),  # need not move: no word to the unit
    *form("screening:ask", "hr per", "result per"),
    *form("screening:ask", "hr org", "result org"),
    get("screening:petitions", LIST),
    get("screening:petition", f"{LIST} hr head", "petition hr"),
    get("screening:petition", f"{LIST} hr head", "petition per"),
    post("screening:decide", "group", "petition hr", act="approve"),
    post("screening:decide", "group", "petition per", act="refuse"),
    post("screening:withdraw", "hr", "petition hr"),
    post("screening:withdraw", "per", "petition per"),
    get("screening:opinions", LIST),
    post("screening:opinions", "org per"),
    get("screening:unit", "hr head"),
    post("screening:unit", "hr"),
    get("screening:pool", LIST),
    post("screening:propose", "org per"),
    post("screening:confirm", "group", "pool"),
    post("screening:send_back", "group", "pool"),
)

PLATFORM = (
    get("jobs:job", "per", "job per"),
    get("jobs:job", "hr", "job hr"),
    get("jobs:standing", "per", "job per"),
    get("jobs:standing", "hr", "job hr"),
    post("jobs:stop", "per", "job per"),
    post("jobs:stop", "hr", "job hr"),
    post("jobs:restart", "per", "job per"),
    post("jobs:restart", "hr", "job hr"),
    get("audit:entries", "aud"),
    get("audit:entry", "aud", "entry"),
    post("audit:export", "aud"),
    get("audit:verified", "aud"),
    get("audit:checkpoints", "aud dis"),
    post("audit:make", "aud dis"),
    post("audit:export_checkpoints", "aud dis"),
    get("files:download", "", "file"),  # a file of no app is nobody's
    get("notices:list", OFFICES),
    get("notices:notice", "hr", "notice hr"),
    get("notices:notice", "group", "notice group"),
    get("organisation:units", COUNTY),
    get("organisation:unit", COUNTY, "unit"),
    *form("organisation:establish", "est"),
    *form("organisation:change", "est", "unit"),
    *form("organisation:merge", "est", "unit"),
    *form("organisation:abolish", "est", "unit"),
    *form("organisation:set_establishment", "est", "unit"),
    *form("organisation:set_quota", "est", "unit"),
    *form("organisation:add_section", "est", "unit"),
    *form("organisation:change_section", "est", "section"),
    *form("organisation:close_section", "est", "section"),
    get("accounts:offices", SIGNED_IN),
    post("accounts:offices", OFFICES, holding="@holding"),
    *form("accounts:settings", SIGNED_IN),
    post("accounts:drop_draft", "hr", "draft"),
    get("accounts:people", "sec"),
    *form("accounts:make", "sec"),
    get("accounts:person", "sec", "account"),
    *form("accounts:grant", "sec", "account"),
    *form("accounts:reset", "sec", "account"),
    *form("accounts:disable", "sec", "account"),
    *form("accounts:enable", "sec", "account"),
    *form("accounts:end", "sec", "holding"),
    get("accounts:site", "sys"),
)

ROWS = (*CORE, *ROSTERS, *SCREENING, *PLATFORM)

ABOVE_OFFICES: Mapping[str, tuple[str, str]] = {
    "enter": ("nothing", "nothing"),  # of a demonstration alone
    "left": ("page", "page"),  # says nothing but the time
    "accounts:invitation": ("page", "page"),  # whoever has the link
    "account_login": ("page", "away"),
    "account_logout": ("away", "page"),
    "account_inactive": ("page", "page"),
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
