"""Identifiers: one spelling each, and their own checksums."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from repository.record.identifiers import (
    Doi,
    Email,
    FilePath,
    Orcid,
    ParsedDoi,
    Ror,
    Sha256,
    Uri,
    orcid_check_digit,
    parse_doi,
)
from tests.repository.record.strategies import ORCIDS


def read(kind: Any, value: object) -> object:
    return TypeAdapter(kind).validate_python(value)


@pytest.mark.parametrize(
    "written",
    [
        "0000-0002-1825-0097",
        "0000000218250097",
        "https://orcid.org/0000-0002-1825-0097/",
        "orcid.org/0000-0002-1825-0097",
    ],
)
def test_an_orcid_is_kept_bare_with_its_hyphens(written: str) -> None:
    assert read(Orcid, written) == "0000-0002-1825-0097"


def test_an_orcid_may_end_in_x() -> None:
    assert read(Orcid, "0000-0002-9079-593x") == "0000-0002-9079-593X"


@given(ORCIDS, st.integers(0, 14), st.integers(1, 9))
def test_any_one_wrong_digit_of_an_orcid_is_noticed(orcid: str, place: int, added: int) -> None:
    digits = list(orcid.replace("-", ""))
    digits[place] = str((int(digits[place]) + added) % 10)
    assert orcid_check_digit("".join(digits[:15])) != digits[15]
    with pytest.raises(ValidationError, match="wrong digit"):
        read(Orcid, "".join(digits))


@pytest.mark.parametrize("written", ["044jxhp58", "https://ror.org/044jxhp58", "ROR.org/044JXHP58/"])
def test_a_ror_identifier_is_kept_bare(written: str) -> None:
    assert read(Ror, written) == "044jxhp58"


@pytest.mark.parametrize("real", ["04wxnsj81", "03yrm5c26", "04z8jg394", "02feahw73", "05dxps055"])
def test_ror_identifiers_of_real_organisations_pass_the_checksum(real: str) -> None:
    assert read(Ror, real) == real


@pytest.mark.parametrize("wrong", ["044jxhp59", "144jxhp58", "044jxhp5", "ifremer", "044ixhp58"])
def test_a_wrong_ror_identifier_is_refused(wrong: str) -> None:
    with pytest.raises(ValidationError):
        read(Ror, wrong)


@pytest.mark.parametrize(
    ("written", "name", "fragment"),
    [
        ("10.57932/F72F9515-3699-4FAE-92FC-A350075D042F", "10.57932/f72f9515-3699-4fae-92fc-a350075d042f", None),
        ("https://doi.org/10.17882/42182#76230", "10.17882/42182", "76230"),
        ("doi:10.17882/42182", "10.17882/42182", None),
        ("DOI:10.17882/41349", "10.17882/41349", None),
        ("http://dx.doi.org/10.17882/41349", "10.17882/41349", None),
        ("10.17882/42182.", "10.17882/42182", None),
        ("10.17882/42182)", "10.17882/42182", None),
        (
            "10.1206/0003-0090(2003)277<0001:TSSAAA>2.0.CO;2",
            "10.1206/0003-0090(2003)277<0001:tssaaa>2.0.co;2",
            None,
        ),
        ("https://doi.org/10.1206/a%3Cb", "10.1206/a<b", None),
        ("10.1016/S0022-0981(99)00012-3)", "10.1016/s0022-0981(99)00012-3", None),
    ],
)
def test_a_doi_is_read_as_people_paste_it(written: str, name: str, fragment: str | None) -> None:
    assert parse_doi(written) == ParsedDoi(name, fragment)


@pytest.mark.parametrize("wrong", ["", "42182", "11.17882/42182", "10.17882", "10.17882/", "https://seanoe.org/42182"])
def test_what_is_no_doi_is_not_read_as_one(wrong: str) -> None:
    assert parse_doi(wrong) is None
    with pytest.raises(ValidationError):
        read(Doi, wrong)


@pytest.mark.parametrize(
    "right", ["https://example.org/a?b=c#d", "urn:x:y", "info:eu-repo/x", "http://[::1]/", "ark:/1/2"]
)
def test_addresses_and_urns_are_addresses(right: str) -> None:
    assert read(Uri, right) == right


@pytest.mark.parametrize(
    "wrong",
    [
        "example.org",
        "/a",
        "https://",
        "https:",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc",
        "http://[",
        "a b",
    ],
)
def test_what_a_page_could_not_link_to_is_no_address(wrong: str) -> None:
    with pytest.raises(ValidationError):
        read(Uri, wrong)


@pytest.mark.parametrize("wrong", ["a@b", "a b@c.org", "@c.org", "a@c.org,d@e.org", "<a@c.org>"])
def test_what_is_no_mail_address_is_refused(wrong: str) -> None:
    assert read(Email, "prénom.nom+x@exemple.fr") == "prénom.nom+x@exemple.fr"
    with pytest.raises(ValidationError):
        read(Email, wrong)


def test_a_path_is_kept_letter_for_letter_even_where_a_text_would_be_composed() -> None:
    assert read(FilePath, "a/e\u0301te\u0301.nc") == "a/e\u0301te\u0301.nc"


@pytest.mark.parametrize("wrong", ["", "/a", "a/../b", "./a", "a//b", "a/", "a\\b", "a\nb", " a", ".."])
def test_a_path_stays_inside_its_dataset(wrong: str) -> None:
    with pytest.raises(ValidationError):
        read(FilePath, wrong)


@pytest.mark.parametrize("wrong", ["AB" * 32, "a" * 63, "a" * 64 + "\n", "g" * 64])
def test_a_sha256_is_64_lower_case_digits(wrong: str) -> None:
    assert read(Sha256, "a" * 64) == "a" * 64
    with pytest.raises(ValidationError):
        read(Sha256, wrong)
