"""Addresses of the campaign: the workbench and the steps."""

from django.urls import path

from lungang.campaign.core import views

app_name = "core"
urlpatterns = [
    path("", views.home, name="home"),
    path("steps/<slug:key>/", views.step, name="step"),
]
