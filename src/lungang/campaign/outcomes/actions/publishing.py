"""The numbers go out to the congress and the CPPCC."""

from __future__ import annotations

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.core.queries import observer_holdings
from lungang.campaign.outcomes import access
from lungang.campaign.outcomes.models import Publication
from lungang.campaign.outcomes.published import Published
from lungang.campaign.outcomes.queries import release_that_counts
from lungang.campaign.transfer.states import STEPS
from lungang.domain.records import encode
from lungang.errors import NotPermitted, Stale
from lungang.platform.actions import Act, action
from lungang.platform.notices.actions import tell


@action("outcomes.publish")
def publish(act: Act, campaign: Campaign, digest: str, computed: Published) -> Publication:
    """Publish the numbers (``computed``) of the released plan that the page showed (``digest``).

    Of the representatives those who were asked to watch this campaign are told: nobody else reads.

    Raises:
        NotPermitted: not an office that publishes, or nothing is released.
        NotNow: the campaign is not at the transfer or later.
        Stale: a repaired plan was released in the meantime.
    """
    act.require(access.may_publish(act.actor))
    meeting = release_that_counts(campaign)
    if meeting is None:
        raise NotPermitted(act.name)
    require_step(act, campaign, *STEPS)
    if digest != meeting.digest:
        raise Stale(_("在你打开之后补充公布过方案，没有公布。请重新打开再看"), meeting)
    before = campaign.publications.aggregate(last=Max("number"))["last"] or 0
    assert act.actor.holding is not None
    row = Publication.objects.create(
        campaign=campaign,
        meeting=meeting,
        number=before + 1,
        content=encode(computed),
        published_at=act.at,
        published_by=act.actor.holding,
    )
    act.record(row, "公布交流结果", digest=meeting.digest, people=computed.moved)
    invited = campaign.observers.filter(holding__in=observer_holdings())
    for observer in invited.select_related("holding__user", "holding__unit"):
        tell(act, observer.holding, "交流结果已公布", path=reverse("outcomes:tables"))
    return row
