"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from lungang.campaign.convening import views

app_name = "convening"
urlpatterns = [
    path("", views.show, name="show"),
    path("convene/", views.convene, name="convene"),
    path("change/", views.change, name="change"),
    path("call-off/", views.call_off, name="call_off"),
    path("notice.<slug:form>", views.invitation, name="invitation"),
]
