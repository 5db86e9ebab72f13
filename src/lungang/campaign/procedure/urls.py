"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from lungang.campaign.procedure.views import asked, matrix

app_name = "procedure"
urlpatterns = [
    path("", matrix.matrix, name="matrix"),
    path("ask/", matrix.ask, name="ask"),
    path("<uuid:pk>/", matrix.one, name="one"),
    path("<uuid:pk>/note/", matrix.note, name="note"),
    path("<uuid:pk>/override/", matrix.override, name="override"),
    path("<uuid:pk>/clear/", matrix.clear, name="clear"),
    path("mine/", asked.mine, name="mine"),
    path("mine/<uuid:pk>/", asked.inquiry, name="inquiry"),
    path("mine/<uuid:pk>/answer/", asked.answer, name="answer"),
]
