"""Addresses of the app."""

from django.urls import path

from lungang.platform.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.entries, name="entries"),
    path("entries/<int:seq>/", views.entry, name="entry"),
    path("export/", views.take_log, name="export"),
    path("verified/", views.verified, name="verified"),
    path("checkpoints/", views.checkpoints, name="checkpoints"),
    path("checkpoints/make/", views.make, name="make"),
    path("checkpoints/export/", views.take_checkpoints, name="export_checkpoints"),
]
