"""Every message has its English, with the same placeholders, and the compiled copy is fresh."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog

from tools.messages import DOMAINS, Domain, compiled, read

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*[^{}]*\}")


@pytest.fixture(scope="module", params=DOMAINS, ids=lambda domain: domain.name)
def domain(request: pytest.FixtureRequest) -> Domain:
    return request.param


@pytest.fixture(scope="module")
def catalogue(domain: Domain) -> Catalog:
    return read(domain)


@pytest.fixture(scope="module")
def messages(domain: Domain) -> set[str]:
    return domain.messages()


def test_every_message_is_translated(catalogue: Catalog, messages: set[str]) -> None:
    known = {message.id for message in catalogue if message.string and not message.fuzzy}
    assert sorted(messages - known) == [], "run ./dev messages and translate what is new"


def test_nothing_is_translated_that_is_not_said(catalogue: Catalog, messages: set[str]) -> None:
    assert sorted({message.id for message in catalogue if message.id} - messages) == []
    assert not catalogue.obsolete


def test_placeholders_and_blanks_are_kept(catalogue: Catalog) -> None:
    for message in catalogue:
        if message.id and message.string:
            ours, theirs = (
                sorted(PLACEHOLDER.findall(text)) for text in (message.id, message.string)
            )
            assert ours == theirs, message.id
            assert not any("一" <= sign <= "鿿" for sign in message.string.split(":")[0][:1])


def test_the_compiled_catalogue_is_fresh(domain: Domain, catalogue: Catalog) -> None:
    assert domain.mo.read_bytes() == compiled(catalogue)
