"""What a request may ask for, and what every wrong one is told."""

from datetime import UTC, datetime

import pytest

from harvest.oaipmh.arguments import Arguments, Verb, parse_arguments
from harvest.oaipmh.errors import ErrorCode, OaiError


def parsed(*pairs: tuple[str, str]) -> Arguments:
    return parse_arguments(pairs)


def refused(*pairs: tuple[str, str]) -> ErrorCode:
    with pytest.raises(OaiError) as caught:
        parse_arguments(pairs)
    return caught.value.code


RECORDS = ("verb", "ListRecords")
DUBLIN_CORE = ("metadataPrefix", "oai_dc")


def test_a_request_without_a_verb_is_a_bad_verb() -> None:
    assert refused(DUBLIN_CORE) is ErrorCode.BAD_VERB
    assert refused() is ErrorCode.BAD_VERB


def test_a_verb_given_twice_is_a_bad_verb() -> None:
    assert refused(("verb", "Identify"), ("verb", "Identify")) is ErrorCode.BAD_VERB


@pytest.mark.parametrize("verb", ["", "identify", "ListEverything", "Identify "])
def test_a_verb_that_is_none_of_the_six_is_a_bad_verb(verb: str) -> None:
    assert refused(("verb", verb)) is ErrorCode.BAD_VERB


def test_any_argument_given_twice_is_a_bad_argument() -> None:
    assert refused(RECORDS, DUBLIN_CORE, DUBLIN_CORE) is ErrorCode.BAD_ARGUMENT


@pytest.mark.parametrize(
    "pairs",
    [
        [("verb", "Identify"), ("metadataPrefix", "oai_dc")],
        [("verb", "ListSets"), ("set", "pole:ocean")],
        [("verb", "ListMetadataFormats"), ("resumptionToken", "x")],
        [("verb", "GetRecord"), ("identifier", "oai:a.b:1"), DUBLIN_CORE, ("from", "2026-01-01")],
        [RECORDS, DUBLIN_CORE, ("identifier", "oai:a.b:1")],
        [RECORDS, DUBLIN_CORE, ("page", "2")],
    ],
)
def test_an_argument_that_the_verb_does_not_take_is_a_bad_argument(pairs: list[tuple[str, str]]) -> None:
    assert refused(*pairs) is ErrorCode.BAD_ARGUMENT


@pytest.mark.parametrize(
    "pairs",
    [
        [RECORDS],
        [("verb", "ListIdentifiers"), ("from", "2026-01-01")],
        [("verb", "GetRecord"), DUBLIN_CORE],
        [("verb", "GetRecord"), ("identifier", "oai:a.b:1")],
    ],
)
def test_a_missing_argument_is_a_bad_argument(pairs: list[tuple[str, str]]) -> None:
    assert refused(*pairs) is ErrorCode.BAD_ARGUMENT


@pytest.mark.parametrize("other", [DUBLIN_CORE, ("from", "2026-01-01"), ("set", "pole:ocean")])
def test_a_resumption_token_beside_another_argument_is_a_bad_argument(other: tuple[str, str]) -> None:
    assert refused(RECORDS, ("resumptionToken", "x"), other) is ErrorCode.BAD_ARGUMENT


def test_a_resumption_token_alone_needs_no_metadata_prefix() -> None:
    assert parsed(RECORDS, ("resumptionToken", "abc")).resumption_token == "abc"


@pytest.mark.parametrize(
    "value",
    [
        "",
        "junk",
        "2026",
        "2026-01",
        "2026-1-1",
        "2026-02-30",
        "0000-01-01",
        "2026-01-01T00:00Z",
        "2026-01-01T00:00:00",
        "2026-01-01T00:00:00.5Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:00:60Z",
        "2026-01-01T00:00:00+01:00",
        " 2026-01-01",
        "2026-01-01\n",
        "٢٠٢٦-01-01",
    ],
)
@pytest.mark.parametrize("name", ["from", "until"])
def test_a_date_of_another_form_or_of_no_calendar_is_a_bad_argument(name: str, value: str) -> None:
    assert refused(RECORDS, DUBLIN_CORE, (name, value)) is ErrorCode.BAD_ARGUMENT


def test_dates_of_two_granularities_are_a_bad_argument() -> None:
    dates = ("from", "2026-01-01"), ("until", "2026-01-02T00:00:00Z")
    assert refused(RECORDS, DUBLIN_CORE, *dates) is ErrorCode.BAD_ARGUMENT


def test_a_period_that_ends_before_it_begins_is_a_bad_argument() -> None:
    assert refused(RECORDS, DUBLIN_CORE, ("from", "2026-01-02"), ("until", "2026-01-01")) is ErrorCode.BAD_ARGUMENT


def test_a_day_counts_from_its_first_moment_to_its_last() -> None:
    asked = parsed(RECORDS, DUBLIN_CORE, ("from", "2026-01-02"), ("until", "2026-01-02"))
    assert asked.begin == datetime(2026, 1, 2, tzinfo=UTC)
    assert asked.until == datetime(2026, 1, 2, 23, 59, 59, 999_999, tzinfo=UTC)


def test_a_second_counts_from_its_first_moment_to_its_last() -> None:
    moment = "2024-02-29T23:59:59Z"
    asked = parsed(RECORDS, DUBLIN_CORE, ("from", moment), ("until", moment))
    assert asked.begin == datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC)
    assert asked.until == datetime(2024, 2, 29, 23, 59, 59, 999_999, tzinfo=UTC)


def test_the_first_and_the_last_day_of_the_calendar_are_dates() -> None:
    asked = parsed(RECORDS, DUBLIN_CORE, ("from", "0001-01-01"), ("until", "9999-12-31"))
    assert (asked.begin, asked.until) == (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("metadataPrefix", ""),
        ("metadataPrefix", "oai dc"),
        ("metadataPrefix", "oai:dc"),
        ("set", ""),
        ("set", "pole:"),
        ("set", "pole::ocean"),
        ("set", "pôle"),
    ],
)
def test_a_name_with_characters_the_protocol_forbids_is_a_bad_argument(name: str, value: str) -> None:
    pairs = [RECORDS, (name, value)] if name == "metadataPrefix" else [RECORDS, DUBLIN_CORE, (name, value)]
    assert refused(*pairs) is ErrorCode.BAD_ARGUMENT


@pytest.mark.parametrize("identifier", ["", 'invalid"id', "a b", "a%zz", "<a>", "a#b", "é", "a\x00b", ":", "1a:b"])
def test_an_identifier_that_is_no_uri_is_a_bad_argument(identifier: str) -> None:
    assert refused(("verb", "GetRecord"), ("identifier", identifier), DUBLIN_CORE) is ErrorCode.BAD_ARGUMENT


@pytest.mark.parametrize("token", ["a\x00", "a\x0b", "￾", "\ud800"])
def test_a_value_that_xml_cannot_hold_is_a_bad_argument(token: str) -> None:
    assert refused(RECORDS, ("resumptionToken", token)) is ErrorCode.BAD_ARGUMENT


def test_all_arguments_of_a_list_are_read_together() -> None:
    pairs = (RECORDS, DUBLIN_CORE, ("set", "pole:ocean"), ("from", "2026-01-01"), ("until", "2026-01-31"))
    asked = parsed(*pairs)
    assert (asked.verb, asked.metadata_prefix, asked.set_spec) == (Verb.LIST_RECORDS, "oai_dc", "pole:ocean")
    assert asked.given == pairs
