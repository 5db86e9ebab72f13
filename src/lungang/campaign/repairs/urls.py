"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from lungang.campaign.repairs.views import acts, pages, releasing

app_name = "repairs"
urlpatterns = [
    path("", pages.home, name="home"),
    path("report/", pages.report, name="report"),
    path("<uuid:pk>/", pages.repair, name="repair"),
    path("<uuid:pk>/withdraw/", acts.withdraw, name="withdraw"),
    path("<uuid:pk>/compute/", acts.compute, name="compute"),
    path("<uuid:pk>/ask/", acts.ask, name="ask"),
    path("<uuid:pk>/confirm/", acts.confirm, name="confirm"),
    path("<uuid:pk>/send-back/", acts.send_back, name="send_back"),
    path("<uuid:pk>/drop/", acts.drop, name="drop"),
    path("<uuid:pk>/release/", releasing.release, name="release"),
]
