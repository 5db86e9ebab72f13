"""The scenarios side by side."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from lungang.campaign.deliberation.door import SealedRequest, sealed_page, show
from lungang.campaign.deliberation.engine import county_of
from lungang.campaign.deliberation.gist import gists, lines, scarce
from lungang.campaign.deliberation.queries import decided_principles


@sealed_page("比较方案")
def compare(request: SealedRequest) -> HttpResponse:
    """Show what each scenario costs, who goes where in it, who is left, and which posts lack."""
    principles = decided_principles(request.campaign)
    found = gists(request.campaign, principles) if principles is not None else []
    short = county_of(request.campaign).short if found else {}
    rows = lines([one.brief.plan for one in found], short)
    every = request.GET.get("show") == "all"
    differing = [row for row in rows if row.differs]
    context = {
        "found": found,
        "rows": rows if every else differing,
        "people": len(rows),
        "differing": len(differing),
        "shows": [(_("不同的人"), "?", not every), (_("所有人"), "?show=all", every)],
        "scarce": [scarce(one.brief.plan) for one in found],
        "every": every,
    }
    return show(request, "deliberation/compare.html", context)
