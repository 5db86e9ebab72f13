"""Addresses of the app."""

from django.urls import path

from lungang.platform.jobs import views

app_name = "jobs"
urlpatterns = [
    path("<uuid:pk>/", views.job, name="job"),
    path("<uuid:pk>/standing/", views.standing, name="standing"),
    path("<uuid:pk>/stop/", views.stop, name="stop"),
    path("<uuid:pk>/restart/", views.restart, name="restart"),
]
