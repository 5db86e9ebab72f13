"""Addresses of the units."""

from django.urls import path

from lungang.platform.organisation import importing, views

app_name = "organisation"
urlpatterns = [
    path("", views.units, name="units"),
    path("new/", views.establish, name="establish"),
    path("import/", importing.take_in, name="import"),
    path("import/template/", importing.template, name="template"),
    path("<int:pk>/", views.unit, name="unit"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/merge/", views.merge, name="merge"),
    path("<int:pk>/abolish/", views.abolish, name="abolish"),
    path("<int:pk>/establishment/", views.set_establishment, name="set_establishment"),
    path("<int:pk>/quota/", views.set_quota, name="set_quota"),
    path("<int:pk>/sections/new/", views.add_section, name="add_section"),
    path("sections/<int:pk>/change/", views.change_section, name="change_section"),
    path("sections/<int:pk>/close/", views.close_section, name="close_section"),
]
