"""Addresses of the campaign: the workbench and the steps."""

from django.urls import path

from lungang.campaign.core import settings_views, task_views, views

app_name = "core"
urlpatterns = [
    path("", views.home, name="home"),
    path("steps/<slug:key>/", views.step, name="step"),
    path("campaign/", settings_views.settings, name="settings"),
    path("campaign/open/", settings_views.open_campaign, name="open"),
    path("campaign/edit/", settings_views.edit, name="edit"),
    path("campaign/pack/", settings_views.adopt, name="adopt"),
    path("campaign/calendar/", settings_views.calendar_day, name="calendar"),
    path("campaign/observers/", settings_views.add_observer, name="observers"),
    path("campaign/step/", settings_views.open_step, name="open_step"),
    path("campaign/close/", settings_views.close, name="close"),
    path("campaign/end/", settings_views.end, name="end"),
    path("tasks/", task_views.tasks, name="tasks"),
    path("tasks/give/", task_views.give, name="give"),
    path("tasks/<uuid:pk>/", task_views.task, name="task"),
    path("tasks/<uuid:pk>/deadline/", task_views.move, name="move"),
    path("tasks/<uuid:pk>/withdraw/", task_views.withdraw, name="withdraw"),
]
