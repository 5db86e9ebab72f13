"""All addresses. Each row of the access table comes from here (tests/access)."""

from django.urls import include, path

from lungang.platform.accounts.views.entrance import enter
from lungang.web import views

urlpatterns = [
    path("accounts/", include("lungang.platform.accounts.urls")),
    path("accounts/", include("lungang.platform.accounts.signing")),
    path("enter/", enter, name="enter"),
    path("units/", include("lungang.platform.organisation.urls")),
    path("audit/", include("lungang.platform.audit.urls")),
    path("register/words/", include("lungang.platform.register.urls")),
    path("notices/", include("lungang.platform.notices.urls")),
    path("jobs/", include("lungang.platform.jobs.urls")),
    path("rosters/", include("lungang.campaign.rosters.urls")),
    path("screening/", include("lungang.campaign.screening.urls")),
    path("deliberation/", include("lungang.campaign.deliberation.urls")),
    path("convening/", include("lungang.campaign.convening.urls")),
    path("procedure/", include("lungang.campaign.procedure.urls")),
    path("transfer/", include("lungang.campaign.transfer.urls")),
    path("repairs/", include("lungang.campaign.repairs.urls")),
    path("outcomes/", include("lungang.campaign.outcomes.urls")),
    path("reviews/", include("lungang.campaign.reviews.urls")),
    path("left/<int:until>/", views.left, name="left"),
    path("", include("lungang.campaign.core.urls")),
]
handler400 = views.bad_request
handler404 = views.not_found
handler500 = views.fault
