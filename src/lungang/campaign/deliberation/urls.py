"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from lungang.campaign.deliberation.views import comparing, entrance, principles, readers, table

app_name = "deliberation"
urlpatterns = [
    path("", principles.start, name="start"),
    path("principles/", principles.principles, name="principles"),
    path("principles/propose/", principles.propose, name="propose"),
    path("principles/<uuid:pk>/decide/", principles.decide, name="decide"),
    path(
        "principles/<uuid:pk>/send-back/",
        principles.send_back_principles,
        name="send_back_principles",
    ),
    path("principles/<uuid:pk>/seed/", principles.seed, name="seed"),
    path("readers/", readers.readers, name="readers"),
    path("readers/add/", readers.list_reader, name="list_reader"),
    path("readers/<uuid:pk>/remove/", readers.remove_reader, name="remove_reader"),
    path("readings/", readers.readings, name="readings"),
    path("scenarios/compare/", comparing.compare, name="compare"),
    path("table/<uuid:pk>/", table.table, name="table"),
    path("table/<uuid:pk>/why/", table.why, name="why"),
    path("table/<uuid:pk>/picture/", table.picture, name="picture"),
    path("table/<uuid:pk>/projector/", table.projector, name="projector"),
    path("door/", entrance.door, name="door"),
    path("door/shut/", entrance.shut, name="shut"),
]
