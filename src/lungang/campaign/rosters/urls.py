"""Addresses of the app."""

from django.urls import URLPattern

app_name = "rosters"
urlpatterns: list[URLPattern] = []
