"""Every message has its English, with the same placeholders, and the compiled copy is fresh."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog

from tools.messages import DOMAINS, Domain, Message, compiled, forms, read, translated

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*[^{}]*\}")


@pytest.fixture(scope="module", params=DOMAINS, ids=lambda domain: domain.name)
def domain(request: pytest.FixtureRequest) -> Domain:
    return request.param


@pytest.fixture(scope="module")
def catalogue(domain: Domain) -> Catalog:
    return read(domain)


@pytest.fixture(scope="module")
def messages(domain: Domain) -> set[Message]:
    return domain.messages()


def test_every_message_is_translated(catalogue: Catalog, messages: set[Message]) -> None:
    known = {message.id for message in catalogue if translated(message) and not message.fuzzy}
    assert sorted(messages - known, key=str) == [], "run ./dev messages and translate what is new"


def test_nothing_is_translated_that_is_not_said(catalogue: Catalog, messages: set[Message]) -> None:
    assert {message.id for message in catalogue if message.id} - messages == set()
    assert not catalogue.obsolete


def test_placeholders_and_blanks_are_kept(catalogue: Catalog) -> None:
    for message in catalogue:
        if message.id and translated(message):
            for chinese, english in zip(forms(message.id), forms(message.string), strict=True):
                ours, theirs = (sorted(PLACEHOLDER.findall(text)) for text in (chinese, english))
                assert ours == theirs, message.id
                assert not "一" <= english.lstrip()[:1] <= "鿿", message.id


def test_the_compiled_catalogue_is_fresh(domain: Domain, catalogue: Catalog) -> None:
    assert domain.mo.read_bytes() == compiled(catalogue)
