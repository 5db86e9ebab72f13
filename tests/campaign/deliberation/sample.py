"""The office's addresses and two more: a sealed page as any other, and one without its banner."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import path

from lungang.campaign.deliberation.door import sealed_page, show
from lungang.config.urls import handler400, handler404, handler500
from lungang.config.urls import urlpatterns as of_the_office

__all__ = ["handler400", "handler404", "handler500"]
DIGEST = "9f3c21ab" * 8


@sealed_page("样页", methods=("GET", "POST"))
def sample(request: Any) -> HttpResponse:
    return show(request, "deliberation/sealed.html", {}, digest=DIGEST)


@sealed_page("没有读者码的页")
def bare(_request: Any) -> HttpResponse:
    return HttpResponse("<h1>某人去某局</h1>")


urlpatterns = [
    path("sample/", sample, name="sample"),
    path("bare/", bare, name="bare"),
    *of_the_office,
]
