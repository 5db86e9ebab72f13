"""What papers rest on: a plan that is true, and the roster and pack that it was made from.

A name that was misspelt in the roster may be corrected there after the plan: the plan is verified
with the name as it was, and the papers are made with the name as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lungang.cli.console import complain, note
from lungang.domain.plan import Plan
from lungang.domain.roster import Roster
from lungang.errors import InputError, VerificationError
from lungang.i18n import gettext as _
from lungang.policy.pack import Policy
from lungang.verify import verify_plan

_MOST_SHOWN = 20


def settled(plan: Plan, roster: Roster, policy: Policy) -> Plan:
    """The plan as papers may be made from it with this roster, names corrected.

    Raises:
        InputError: it is the plan of another roster or pack.
        VerificationError: it says something false; every refutation has been shown.
    """
    if plan.policy_digest != policy.digest:
        raise InputError(
            _(
                "方案不是依据政策包“{policy}”编的（内容不同），不能据此开公文。"
                "--policy 请给编方案时用的那一份；政策改了，重新编方案。"
            ).format(policy=policy.title)
        )
    names = {} if plan.roster_digest == roster.digest else _corrected(plan, roster)
    _refuse_false(plan, _as_it_was(roster, names) if names else roster, policy)
    if not names:
        return plan
    for old, new in names.values():
        note(
            _("花名册更正了姓名：{old} 改为 {new}，公文照新的开，方案不变。").format(
                old=old, new=new
            )
        )
    return _renamed(plan, roster, names)


def _corrected(plan: Plan, roster: Roster) -> Mapping[str, tuple[str, str]]:
    """Names as they were and are, by id, if nothing else in the roster has changed.

    Raises:
        InputError: something else has.
    """
    names = {
        row.person_id: (row.name, person.name)
        for row in plan.screened
        if (person := roster.person.get(row.person_id)) and person.name != row.name
    }
    if not names or _as_it_was(roster, names).digest != plan.roster_digest:
        raise InputError(
            _(
                "方案不是依据这份花名册编的（内容不同），不能据此开公文。"
                "--roster 请给编方案时用的那一份。编方案以后只可以更正姓名，"
                "其他内容改了，要重新编方案，或者直接改 DOCX。"
            )
        )
    return names


def _as_it_was(roster: Roster, names: Mapping[str, tuple[str, str]]) -> Roster:
    """The roster with the names as they were, also where others' rows mention them."""
    old = {new: before for before, new in names.values()}
    return replace(
        roster,
        people=tuple(
            replace(one, name=names[one.id][0]) if one.id in names else one for one in roster.people
        ),
        units=tuple(
            replace(one, leading_body=tuple(old.get(name, name) for name in one.leading_body))
            for one in roster.units
        ),
        sections=tuple(
            replace(one, deputy_in_charge=old.get(one.deputy_in_charge, one.deputy_in_charge))
            for one in roster.sections
        ),
        kinships=tuple(
            replace(one, relative_name=names[one.relative_id][0])
            if one.relative_id is not None and one.relative_id in names
            else one
            for one in roster.kinships
        ),
    )


def _renamed(plan: Plan, roster: Roster, names: Mapping[str, tuple[str, str]]) -> Plan:
    now = {person: new for person, (_old, new) in names.items()}

    def told(text: str) -> str:
        for old, new in names.values():
            text = text.replace(old, new)
        return text

    return replace(
        plan,
        roster_digest=roster.digest,
        moves=tuple(replace(one, name=now.get(one.person_id, one.name)) for one in plan.moves),
        slots=tuple(replace(one, holder=now.get(one.id, one.holder)) for one in plan.slots),
        screened=tuple(
            replace(one, name=now.get(one.person_id, one.name)) for one in plan.screened
        ),
        stays=tuple(
            replace(
                one,
                name=now.get(one.person_id, one.name),
                reason=told(one.reason),
                ask=tuple(replace(who, name=now.get(who.person_id, who.name)) for who in one.ask),
            )
            for one in plan.stays
        ),
    )


def _refuse_false(plan: Plan, roster: Roster, policy: Policy) -> None:
    found = [item.message for item in verify_plan(plan, roster, policy).refutations]
    if not found:
        return
    for message in found[:_MOST_SHOWN]:
        complain(f"✗ {message}")
    complain(
        _("方案有 {count} 处不实，没有开公文。先查明方案为什么被改过。").format(count=len(found))
    )
    raise VerificationError(found)
