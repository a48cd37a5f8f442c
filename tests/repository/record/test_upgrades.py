"""Upgrades: sealed records of any age are read and never rewritten; newer ones are refused clearly."""

from typing import Any

import pytest

from repository.record.canonical import canonical_bytes, digest, parse
from repository.record.errors import RecordTooNew, RecordUnreadable
from repository.record.model import SCHEMA_VERSION
from repository.record.upgrades.steps import STEPS, upgrade

OLD = b'{"authors":["Marin"],"name":"Old title","schema_version":-1}\n'


def from_minus_one(document: dict[str, Any]) -> dict[str, Any]:
    """A made-up step: `authors` became `people`."""
    document["people"] = document.pop("authors")
    return document


def from_zero(document: dict[str, Any]) -> dict[str, Any]:
    """A made-up step: `name` and `people` took their shape of today."""
    creators = [{"kind": "person", "family": family} for family in document["people"]]
    return {"title": {"en": document["name"]}, "creators": creators}


STEPS_OF_TEST = {-1: from_minus_one, 0: from_zero}


def test_a_sealed_record_of_an_older_version_is_read_through_every_step_and_not_rewritten() -> None:
    identity = digest(OLD)
    record = parse(OLD, steps=STEPS_OF_TEST)
    assert record.main_title == "Old title"
    assert [creator.name for creator in record.creators] == ["Marin"]
    assert record.schema_version == SCHEMA_VERSION
    assert digest(OLD) == identity
    assert canonical_bytes(record) != OLD


def test_an_upgrade_leaves_the_document_it_was_given_as_it_is() -> None:
    document = {"authors": ["Marin"], "name": "Old title", "schema_version": -1}
    before = repr(document)
    assert upgrade(document, steps=STEPS_OF_TEST)["creators"][0]["family"] == "Marin"
    assert repr(document) == before


def test_a_record_of_a_newer_version_is_refused_with_what_to_do() -> None:
    newer = SCHEMA_VERSION + 1
    with pytest.raises(RecordTooNew, match=f"version {newer}.*Update it") as refusal:
        parse(b'{"schema_version":%d,"title":{"en":"a"}}' % newer)
    assert refusal.value.code == "record-too-new"


def test_a_version_that_no_step_leads_on_from_is_refused() -> None:
    with pytest.raises(RecordUnreadable, match="version 0"):
        parse(b'{"schema_version":0,"title":{"en":"a"}}')


def test_every_version_before_today_has_its_step() -> None:
    assert set(STEPS) == set(range(1, SCHEMA_VERSION))
