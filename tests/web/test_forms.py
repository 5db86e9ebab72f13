"""A form as ``{{ form }}`` draws it, and what it says when something is missing."""

from __future__ import annotations

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation


class Person(forms.Form):
    name = forms.CharField(label="姓名", max_length=4)
    sex = forms.ChoiceField(label="性别", widget=forms.RadioSelect, choices=[("m", "男")])
    note = forms.CharField(label="说明", help_text="写清依据", required=False)


@pytest.fixture
def form():
    with translation.override("zh-hans"):
        yield Person({"name": "五个字的名", "sex": "", "note": ""})


def test_errors_stand_above_the_control_and_are_tied_to_it(form):
    html = str(form)
    assert 'aria-describedby="id_name_error"' in html
    assert html.index('id="id_name_error"') < html.index('<input type="text" name="name"')
    assert 'aria-invalid="true"' in html


def test_hints_are_tied_too(form):
    html = str(form)
    assert 'id="id_note_helptext"' in html
    assert 'aria-describedby="id_note_helptext"' in html


def test_optional_is_said_not_required(form):
    html = str(form)
    assert html.count("可不填") == 1
    assert "*" not in html


def test_the_words_are_the_office_s(form):
    assert form.errors["name"] == ["最多 4 个字，现在 5 个"]
    assert form.errors["sex"] == ["没有填"]


def test_the_summary_leads_to_each_control(form):
    html = render_to_string("components/error_summary.html", {"form": form})
    assert "有 2 处要改" in html
    assert 'href="#id_name"' in html
    assert 'href="#id_sex_0"' in html
    assert 'id="id_sex_0"' in str(form)


def test_no_summary_of_a_form_that_is_right():
    right = Person({"name": "某某", "sex": "m"})
    assert not render_to_string("components/error_summary.html", {"form": right}).strip()
