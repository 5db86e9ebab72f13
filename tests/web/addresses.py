"""Every address of the office: who looks at it in the sweep of all pages, or why it is no page.

A row is by the name of the route. ``PAGES``: by whom (a sign-in name, or the name of a thing of
:mod:`tests.web.whole_site` that has an officer; "" for nobody) and about what.
"""

from __future__ import annotations

ORG, PER, GROUP = "organisation_section", "personnel_section", "leading_group"
EST, SEC, SYS, AUD = "establishment_office", "security_admin", "system_admin", "auditor"
DIS = "discipline"
FRESH, GUARDED = "supervision", "inspector"
"""Somebody without a second factor, and somebody with one."""

PAGES: dict[str, list[tuple[str, ...]]] = {
    "enter": [("",)],
    "account_login": [("",)],
    "account_inactive": [("",)],
    "account_logout": [(PER,)],
    "account_change_password": [(PER,)],
    "account_reauthenticate": [(PER,)],
    "mfa_index": [(FRESH,), (GUARDED,)],
    "mfa_activate_totp": [(FRESH,)],
    "mfa_add_webauthn": [(FRESH,)],
    "mfa_reauthenticate": [(GUARDED,)],
    "mfa_deactivate_totp": [(GUARDED,)],
    "mfa_view_recovery_codes": [(GUARDED,)],
    "mfa_generate_recovery_codes": [(GUARDED,)],
    "mfa_list_webauthn": [(FRESH,), (GUARDED,)],
    "mfa_remove_webauthn": [(GUARDED, "key")],
    "mfa_edit_webauthn": [(GUARDED, "key")],
    "accounts:offices": [(PER,)],
    "accounts:settings": [(PER,), (GUARDED,)],
    "accounts:email": [(PER,)],
    "accounts:invitation": [("", "token")],
    "accounts:people": [(SEC,)],
    "accounts:make": [(SEC,)],
    "accounts:person": [(SEC, "account")],
    "accounts:grant": [(SEC, "account")],
    "accounts:reset": [(SEC, "account")],
    "accounts:disable": [(SEC, "account")],
    "accounts:enable": [(SEC, "disabled")],
    "accounts:end": [(SEC, "holding")],
    "accounts:site": [(SYS,)],
    "register:words": [(SEC,)],
    "organisation:units": [(EST,), (PER,)],
    "organisation:establish": [(EST,)],
    "organisation:import": [(EST,)],
    "organisation:unit": [(EST, "unit"), (PER, "unit")],
    "organisation:change": [(EST, "unit")],
    "organisation:merge": [(EST, "unit")],
    "organisation:abolish": [(EST, "unit")],
    "organisation:set_establishment": [(EST, "unit")],
    "organisation:set_quota": [(EST, "unit")],
    "organisation:add_section": [(EST, "unit")],
    "organisation:change_section": [(EST, "section")],
    "organisation:close_section": [(EST, "section")],
    "audit:entries": [(AUD,)],
    "audit:entry": [(AUD, "entry")],
    "audit:verified": [(AUD,)],
    "audit:checkpoints": [(AUD,)],
    "notices:list": [(PER,), ("accepted",)],
    "jobs:job": [(PER, "job")],
    "core:home": [
        (PER,), (GROUP,), (EST,), (SEC,), (AUD,), ("observer",), ("unit_head_1",), ("empty",),
        ("draft",), ("again",),
    ],
    "core:step": [(PER, "deliberation"), ("accepted", "drafting"), ("accepted", "reporting")],
    "core:settings": [(ORG,), (GROUP,)],
    "core:open": [(ORG,)],
    "core:edit": [(ORG,)],
    "core:end": [(GROUP,)],
    "core:adopt": [(ORG,)],
    "core:calendar": [(ORG,)],
    "core:observers": [(ORG,)],
    "core:tasks": [(PER,)],
    "core:give": [(PER,)],
    "core:task": [(PER, "task")],
    "rosters:board": [(PER,), (GROUP,)],
    "rosters:mine": [("empty",)],
    "rosters:upload": [("empty",), ("draft",)],
    "rosters:corrections": [(PER,), ("accepted",)],
    "rosters:correction": [(PER, "correction"), ("accepted", "correction")],
    "rosters:return": [
        ("draft", "draft"), ("again", "again"), ("submitted", "submitted"),
        ("accepted", "accepted"), (PER, "submitted"), (PER, "accepted"),
    ],
    "rosters:difference": [("again", "again")],
    "rosters:row": [("draft", "draft_row")],
    "rosters:add": [("draft", "draft_new")],
    "rosters:reveal": [(PER, "person")],
    "rosters:reveals": [(DIS,)],
    "rosters:correct": [("accepted", "other_person")],
    "screening:list": [(PER,), (GROUP,)],
    "screening:changes": [(PER,)],
    "screening:person": [(PER, "result"), (GROUP, "result")],
    "screening:ask": [(PER, "result")],
    "screening:petitions": [(GROUP,), (PER,)],
    "screening:petition": [(GROUP, "asked"), (PER, "decided"), ("of_unit", "asked")],
    "screening:opinions": [(PER,)],
    "screening:unit": [("of_unit",)],
    "screening:pool": [(PER,), (GROUP,)],
    "deliberation:start": [(PER,), (GROUP,)],
    "deliberation:principles": [(PER,), (GROUP,)],
    "deliberation:propose": [(PER,)],
    "deliberation:seed": [(PER, "principles")],
    "deliberation:readers": [(GROUP,), (DIS,)],
    "deliberation:readings": [(DIS,)],
    "deliberation:door": [(PER,)],
    "convening:show": [(PER,), ("accepted",)],
    "convening:convene": [(PER,)],
    "transfer:board": [(PER,), (GROUP,), ("accepted",)],
    "outcomes:tables": [(PER,), ("observer",), ("accepted",)],
    "reviews:board": [(PER,), (GROUP,)],
    "deliberation:scenarios": [(PER,)],
    "deliberation:compare": [(PER,)],
    "deliberation:table": [(PER, "scenario"), (GROUP, "scenario")],
    "deliberation:why": [(PER, "scenario")],
    "deliberation:picture": [(PER, "scenario")],
    "deliberation:projector": [(PER, "scenario")],
    "deliberation:meetings": [(PER,)],
    "deliberation:open_meeting": [(PER,)],
    "deliberation:meeting": [(PER, "meeting"), (GROUP, "meeting")],
    "deliberation:change_meeting": [(PER, "meeting")],
    "deliberation:minutes": [(PER, "meeting")],
    "deliberation:decision": [(PER,)],
    "transfer:slips": [(EST,)],
    "procedure:matrix": [(PER,)],
    "procedure:mine": [(DIS,), ("accepted",)],
}  # fmt: skip

BY_HAND = {
    "mfa_authenticate": "stands between the password and the second factor",
    "mfa_reauthenticate_webauthn": "asks a real key: tests/web/test_security_key.py",
}
BY_HAND |= dict.fromkeys(
    (
        "transfer:release",
        "transfer:meeting",
        "transfer:notices",
        "transfer:journey",
        "transfer:duty",
        "transfer:hours",
    ),
    "needs a plan that was read out: tests/campaign/transfer/test_transfer_in_browser.py",
)
BY_HAND |= dict.fromkeys(
    ("outcomes:people", "outcomes:reasons", "outcomes:publish"),
    "needs a plan that was read out: tests/campaign/outcomes/test_outcomes_in_browser.py",
)
BY_HAND |= dict.fromkeys(
    ("repairs:home", "repairs:report", "repairs:repair", "repairs:release"),
    "needs a plan that was read out: tests/campaign/repairs/test_repairs_in_browser.py",
)
BY_HAND |= dict.fromkeys(
    ("reviews:entries", "reviews:ask", "reviews:review"),
    "needs a plan that was read out: tests/campaign/reviews/test_reviews_in_browser.py",
)
BY_HAND["convening:change"] = "needs a meeting convened: tests/campaign/convening"
BY_HAND |= dict.fromkeys(
    ("procedure:one", "procedure:inquiry"),
    "needs somebody who is asked about: tests/campaign/procedure/test_pages_of_procedure.py",
)
NO_PAGE = {
    "reviews:reasons": "a file",
    "reviews:reply": "a file",
    "convening:invitation": "a file",
    "left": "a few words that a page fetches",
    "jobs:standing": "a part that a page fetches",
    "rosters:template": "a file",
    "organisation:template": "a file",
    "mfa_download_recovery_codes": "a file",
    "transfer:paper": "a file",
    "deliberation:copy": "a file",
    "deliberation:minutes_file": "a file",
    "notices:notice": "leads on to what the notice is about",
}
"""Answers to GET that are no pages."""

PRESSED = {
    "accounts:drop_draft", "audit:export", "audit:make", "audit:export_checkpoints", "jobs:stop",
    "jobs:restart", "core:open_step", "core:close", "core:move", "core:withdraw", "rosters:start",
    "rosters:approve", "rosters:refuse", "rosters:edit", "rosters:submit",
    "rosters:discard", "rosters:reopen", "rosters:accept", "rosters:accept-all",
    "rosters:send-back", "rosters:take-up", "rosters:marked", "rosters:remove", "screening:run",
    "screening:download", "screening:decide", "screening:withdraw", "screening:propose",
    "screening:confirm", "screening:send_back", "deliberation:decide",
    "deliberation:send_back_principles", "deliberation:list_reader", "deliberation:remove_reader",
    "outcomes:download",
    "reviews:give", "reviews:renew", "reviews:answer", "reviews:withdraw", "convening:call_off",
    "transfer:urge", "transfer:slip", "transfer:do", "transfer:number", "deliberation:shut",
    "deliberation:compute", "deliberation:drop", "deliberation:close_meeting",
    "deliberation:mark", "deliberation:withdraw", "deliberation:undo", "deliberation:ask",
    "deliberation:confirm", "deliberation:send_back",
    "repairs:withdraw", "repairs:compute", "repairs:ask", "repairs:confirm", "repairs:send_back",
    "repairs:drop",
    "procedure:ask", "procedure:note", "procedure:override", "procedure:clear", "procedure:answer",
}  # fmt: skip
"""Buttons alone lead there: GET is refused."""
