"""BibTeX reads back as it was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.crosswalks import bibtex
from repository.record.model import Record
from tests.repository.crosswalks import cast
from tests.repository.crosswalks.readers import authors, from_latex, read_bibtex
from tests.strategies import PATIENT
from tests.strategies.records import LINES, PARTIES


def fields_of(record: Record) -> dict[str, str]:
    return read_bibtex(bibtex.render(record, cast.edition()).decode())[1]


@PATIENT
@given(LINES)
def test_any_title_reads_back(title: str) -> None:
    field = fields_of(cast.minimal_record(title={"en": title}))["title"]
    assert field[0] + field[-1] == "{}"
    assert from_latex(field[1:-1]) == cast.minimal_record(title={"en": title}).main_title


@PATIENT
@given(st.lists(PARTIES, min_size=1, max_size=4))
def test_any_creators_read_back_one_by_one(creators: list[dict[str, object]]) -> None:
    record = cast.minimal_record(creators=creators)
    assert len(authors(fields_of(record)["author"])) == len(record.creators)


@pytest.mark.parametrize(
    ("creator", "written"),
    [
        ({"family": "Roche", "given": "Luc"}, "Roche, Luc"),
        ({"family": "van der Berg", "given": "Jan"}, "van der Berg, Jan"),
        ({"family": "Suharto"}, "{Suharto}"),
        ({"family": "Smith, Jr.", "given": "A"}, "{Smith, Jr.}, A"),
        ({"family": "Rock and Roll", "given": "B"}, "{Rock and Roll}, B"),
        ({"kind": "organisation", "name": "Sand & Land, and Sea"}, r"{Sand \& Land, and Sea}"),
    ],
)
def test_names_are_written_so_that_nothing_splits_them(creator: dict[str, str], written: str) -> None:
    assert fields_of(cast.minimal_record(creators=[creator]))["author"] == written


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("100 % of #1 $x_y & z~^", r"100 \% of \#1 \$x\_y \& z\textasciitilde{}\textasciicircum{}"),
        ("H{2}O", r"H\{2\}O"),
        ("{", r"\textbraceleft{}"),
        ("}{", r"\textbraceright{}\textbraceleft{}"),
        ("a\\b", r"a\textbackslash{}b"),
    ],
)
def test_what_latex_would_obey_is_written_as_a_command(title: str, written: str) -> None:
    assert fields_of(cast.minimal_record(title={"en": title}))["title"] == f"{{{written}}}"


def test_the_address_and_the_doi_are_verbatim() -> None:
    fields = fields_of(cast.minimal_record())
    assert (fields["doi"], fields["url"]) == ("10.17882/42182", "https://doi.org/10.17882/42182")


def test_the_month_is_a_macro() -> None:
    assert fields_of(cast.minimal_record())["month"] == "mar"


def test_a_withdrawal_is_a_note() -> None:
    _, fields = read_bibtex(bibtex.render(cast.minimal_record(), cast.withdrawn()).decode())
    assert from_latex(fields["note"]) == "Withdrawn on 2027-01-09. The sensor was <broken> & replaced."
