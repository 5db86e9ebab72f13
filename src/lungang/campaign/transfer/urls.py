"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from lungang.campaign.transfer.views import board, duties, journey, papers, release, slips

app_name = "transfer"
urlpatterns = [
    path("", board.board, name="board"),
    path("release/", release.release, name="release"),
    path("meeting/", release.meeting, name="meeting"),
    path("meeting/<uuid:pk>/hours/", release.hours, name="hours"),
    path("notices/", board.notices, name="notices"),
    path("urge/", board.urge, name="urge"),
    path("slips/", slips.slips, name="slips"),
    path("duties/<uuid:pk>/", duties.duty, name="duty"),
    path("<uuid:pk>/slip/<slug:which>/", slips.slip, name="slip"),
    path("<uuid:pk>/", journey.journey, name="journey"),
    path("<uuid:pk>/do/<slug:verb>/", journey.do, name="do"),
    path("<uuid:pk>/number/<slug:kind>/", papers.number, name="number"),
    path("<uuid:pk>/papers/<slug:kind>.<slug:form>", papers.paper, name="paper"),
]
