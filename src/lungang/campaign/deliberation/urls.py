"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from lungang.campaign.deliberation.views import (
    comparing,
    deciding,
    entrance,
    marks,
    meetings,
    principles,
    readers,
    scenarios,
    table,
)

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
    path("scenarios/", scenarios.scenarios, name="scenarios"),
    path("scenarios/compute/", scenarios.compute, name="compute"),
    path("scenarios/<uuid:pk>/drop/", scenarios.drop, name="drop"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/open/", meetings.open_meeting, name="open_meeting"),
    path("meetings/<uuid:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:pk>/change/", meetings.change_meeting, name="change_meeting"),
    path("meetings/<uuid:pk>/close/", meetings.close_meeting, name="close_meeting"),
    path("meetings/<uuid:pk>/minutes/", meetings.minutes, name="minutes"),
    path("meetings/<uuid:pk>/minutes.<slug:form>", meetings.minutes_file, name="minutes_file"),
    path("table/<uuid:pk>/mark/", marks.mark, name="mark"),
    path("table/<uuid:pk>/withdraw/", marks.withdraw, name="withdraw"),
    path("table/<uuid:pk>/undo/", marks.undo, name="undo"),
    path("decision/", deciding.decision, name="decision"),
    path("decision/ask/", deciding.ask, name="ask"),
    path("decision/<uuid:pk>/confirm/", deciding.confirm, name="confirm"),
    path("decision/<uuid:pk>/send-back/", deciding.send_back, name="send_back"),
    path("decision/<uuid:pk>/copy.xlsx", deciding.copy, name="copy"),
]
