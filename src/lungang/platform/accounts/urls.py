"""Addresses of accounts; those of signing in are in :mod:`lungang.platform.accounts.signing`."""

from django.urls import path

from lungang.platform.accounts.views import invitation, own, people, site

app_name = "accounts"
urlpatterns = [
    path("offices/", own.offices, name="offices"),
    path("settings/", own.preferences, name="settings"),
    path("settings/email/", own.email, name="email"),
    path("drafts/<uuid:pk>/drop/", own.drop_draft, name="drop_draft"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("people/", people.people, name="people"),
    path("people/new/", people.make, name="make"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/grant/", people.grant, name="grant"),
    path("people/<int:pk>/reset/", people.reset, name="reset"),
    path("people/<int:pk>/disable/", people.disable, name="disable"),
    path("people/<int:pk>/enable/", people.enable, name="enable"),
    path("holdings/<int:pk>/end/", people.end, name="end"),
    path("site/", site.site, name="site"),
]
