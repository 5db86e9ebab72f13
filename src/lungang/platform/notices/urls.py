"""Addresses of the app."""

from django.urls import path

from lungang.platform.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<uuid:pk>/", views.notice, name="notice"),
]
