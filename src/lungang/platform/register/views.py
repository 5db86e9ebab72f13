"""The page of the words by which offices number their papers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lungang.errors import InputError, NotNow
from lungang.platform.pages import OfficeRequest, page, perform
from lungang.platform.register import access, actions
from lungang.platform.register.forms import WordForm
from lungang.platform.register.models import written
from lungang.platform.register.queries import words_given


@page(access.may_give_word, methods=("GET", "POST"), campaign=False)
def words(request: OfficeRequest) -> HttpResponse:
    """Show which office numbers by which word; give a word to an office."""
    form = WordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            perform(request, actions.give_word, **given)
        except (InputError, NotNow) as refusal:
            form.add_error("word", str(refusal))
        else:
            messages.success(request, _("已授予机关代字“{word}”").format(word=given["word"]))
            return redirect("register:words")
    rows = [(row, _reached(row)) for row in words_given()]
    context = {"form": form, "rows": rows}
    return render(request, "register/words.html", context, status=422 if form.errors else 200)


def _reached(row: Any) -> str:
    """Return the last number drawn by a word, "" where there is none yet."""
    return written(row.word, row.last_year, row.last) if row.last else ""
