"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from lungang.campaign.reviews.views import asking, board, entries, papers, review

app_name = "reviews"
urlpatterns = [
    path("", board.board, name="board"),
    path("entries/", entries.entries, name="entries"),
    path("entries/give/", entries.give, name="give"),
    path("entries/<uuid:pk>/renew/", entries.renew, name="renew"),
    path("of/<uuid:pk>/", asking.ask, name="ask"),
    path("of/<uuid:pk>/reasons.<slug:form>", papers.reasons, name="reasons"),
    path("<uuid:pk>/", review.review, name="review"),
    path("<uuid:pk>/answer/", review.answer, name="answer"),
    path("<uuid:pk>/withdraw/", review.withdraw, name="withdraw"),
    path("<uuid:pk>/reply.<slug:form>", papers.reply, name="reply"),
]
