"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from lungang.campaign.outcomes.views import files, people, publishing, tables

app_name = "outcomes"
urlpatterns = [
    path("", tables.tables, name="tables"),
    path("people/", people.people, name="people"),
    path("reasons/", people.reasons, name="reasons"),
    path("publish/", publishing.publish, name="publish"),
    path("files/<slug:what>.<slug:form>", files.download, name="download"),
]
