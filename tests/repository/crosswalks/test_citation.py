"""The line of text people paste, for a dataset and for one layer of it."""

from datetime import date

import pytest

from repository.crosswalks.citation import cite, render, text
from repository.crosswalks.citation_styles import STYLES, as_html, styled
from tests.repository.crosswalks import cast


def test_a_dataset_is_cited_as_creator_year_title_publisher_identifier() -> None:
    assert text(cite(cast.minimal_record(), cast.edition())) == (
        "Roche, Luc (2025): Sea level at Brest. Varve. https://doi.org/10.17882/42182"
    )


def test_a_layer_is_cited_by_its_own_date_and_fragment() -> None:
    assert text(cite(cast.minimal_record(), cast.edition(), 43871)) == (
        "Roche, Luc (2026): Sea level at Brest (layer of 2026-11-18). Varve. https://doi.org/10.17882/42182#43871"
    )


def test_a_layer_that_does_not_exist_cannot_be_cited() -> None:
    with pytest.raises(LookupError):
        cite(cast.minimal_record(), cast.edition(), 1)


def test_a_withdrawn_dataset_is_cited_as_withdrawn() -> None:
    assert text(cite(cast.minimal_record(), cast.withdrawn())) == (
        "Roche, Luc (2025): Sea level at Brest [withdrawn 2027-01-09]. Varve. https://doi.org/10.17882/42182"
    )


def test_a_test_doi_is_marked() -> None:
    line = text(cite(cast.minimal_record(), cast.unresolved()))
    assert line.endswith("https://data.example.org/doi/10.5072/7 (test DOI, does not resolve)")


def test_without_creators_the_title_comes_first() -> None:
    assert text(cite(cast.bare_record(), cast.edition())).startswith("Untitled cores (2025). Varve.")


def test_a_title_with_its_own_final_mark_gets_no_second_one() -> None:
    record = cast.minimal_record(title={"en": "Where does the heat go?"})
    assert "Where does the heat go? Varve." in text(cite(record, cast.edition()))


@pytest.mark.parametrize(("count", "shown"), [(20, 20), (21, 19), (2000, 19)])
def test_more_than_twenty_creators_end_in_et_al(count: int, shown: int) -> None:
    people = [{"family": f"Author{number}"} for number in range(count)]
    line = text(cite(cast.minimal_record(creators=people), cast.edition()))
    assert line.count("Author") == shown
    assert ("et al." in line) == (shown < count)


def test_the_title_is_in_the_language_of_the_record() -> None:
    record = cast.full_record(language="fr")
    assert cite(record, cast.edition()).title == "Oxygène et sel du plateau « pacifique »"


def test_a_publisher_over_two_lines_stays_on_one() -> None:
    body = render(cast.minimal_record(), cast.edition(publisher="Varve\n data\x00"))
    assert body.decode() == "Roche, Luc (2025): Sea level at Brest. Varve data. https://doi.org/10.17882/42182\n"


@pytest.mark.parametrize(
    ("family", "key"),
    [("Marín", "marin_2025_42182"), ("d'Alès de Corbet", "dalesdecorbet_2025_42182"), ("محمد", "2025_42182")],
)
def test_the_key_of_an_entry_is_plain_ascii(family: str, key: str) -> None:
    assert cite(cast.minimal_record(creators=[{"family": family}]), cast.edition()).key == key


def test_the_key_of_a_layer_differs_from_that_of_the_dataset() -> None:
    assert cite(cast.minimal_record(), cast.edition(), 42350).key == "roche_2025_42182_42350"


def test_the_year_of_a_layer_is_its_own_and_that_of_the_whole_the_first() -> None:
    record, edition = cast.minimal_record(), cast.edition()
    assert [cite(record, edition, fragment).day for fragment in (None, 43871, 42350)] == [
        date(2025, 3, 5),
        date(2026, 11, 18),
        date(2025, 3, 5),
    ]


@pytest.mark.parametrize("mark", ["\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068"])
def test_nothing_in_a_title_or_name_turns_the_doi_behind_it(mark: str) -> None:
    record = cast.minimal_record(title={"en": f"{mark}Sea level"}, creators=[{"family": f"Ro{mark}che"}])
    cited = cite(record, cast.edition())
    assert text(cited) == "Roche (2025): Sea level. Varve. https://doi.org/10.17882/42182"
    for style in STYLES:
        assert mark not in as_html(styled(cited, style, "en"), cited, "en")


def test_marks_that_keep_letters_in_their_place_stay_in_a_citation() -> None:
    title = "Oxygen\u200f (\u200eA\u200d\u200c)"
    assert title in text(cite(cast.minimal_record(title={"en": title}), cast.edition()))
