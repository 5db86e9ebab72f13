"""Addresses of the register of document numbers."""

from django.urls import path

from lungang.platform.register import views

app_name = "register"
urlpatterns = [
    path("", views.words, name="words"),
]
