"""Addresses of the app."""

from django.urls import path

from lungang.platform.files import views

app_name = "files"
urlpatterns = [path("<uuid:pk>/", views.download, name="download")]
