"""Addresses of the app."""

from django.urls import path

from lungang.campaign.rosters import views

app_name = "rosters"
urlpatterns = [
    path("", views.board, name="board"),
    path("mine/", views.mine, name="mine"),
    path("mine/upload/", views.upload, name="upload"),
    path("mine/start/", views.start, name="start"),
    path("mine/template.xlsx", views.template, name="template"),
    path("corrections/", views.corrections, name="corrections"),
    path("corrections/<uuid:pk>/", views.correction, name="correction"),
    path("corrections/<uuid:pk>/approve/", views.approve, name="approve"),
    path("corrections/<uuid:pk>/refuse/", views.refuse, name="refuse"),
    path("reveals/", views.reveals, name="reveals"),
    path("<uuid:pk>/", views.one, name="return"),
    path("<uuid:pk>/cells/", views.edit, name="edit"),
    path("<uuid:pk>/add/<slug:table>/", views.add, name="add"),
    path("<uuid:pk>/submit/", views.submit, name="submit"),
    path("<uuid:pk>/discard/", views.discard, name="discard"),
    path("<uuid:pk>/reopen/", views.reopen, name="reopen"),
    path("<uuid:pk>/accept/", views.accept, name="accept"),
    path("<uuid:pk>/accept-all/", views.accept_all, name="accept-all"),
    path("<uuid:pk>/send-back/", views.send_back, name="send-back"),
    path("<uuid:pk>/take-up/", views.take_up, name="take-up"),
    path("<uuid:pk>/difference/", views.compare, name="difference"),
    path("<uuid:pk>/marked.xlsx", views.marked, name="marked"),
    path("rows/<uuid:pk>/", views.row, name="row"),
    path("rows/<uuid:pk>/remove/", views.remove, name="remove"),
    path("rows/<uuid:pk>/id/", views.reveal, name="reveal"),
    path("rows/<uuid:pk>/correct/", views.correct, name="correct"),
]
