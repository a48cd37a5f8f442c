"""Citations in the styles of journals, as their manuals print them."""

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from repository.crosswalks.citation import Citation, cite
from repository.crosswalks.citation_names import initials
from repository.crosswalks.citation_styles import STYLES, as_html, as_text, language_of, style_named, styled
from repository.record.model import Record
from repository.record.people import Organisation, Party, Person
from tests.repository.crosswalks import cast
from tests.strategies import PATIENT
from tests.strategies.records import records

CLARA = Person(family="Marin", given="Clara Jeanne")
PAUL = Person(family="Delorme", given="Jean-Paul")
TEAM = Organisation(name="Shelf Team")
DOI = "https://doi.org/10.17882/42182"


def citation(*creators: Party, **changes: object) -> Citation:
    """Of Clara, Paul and a team, where nobody else is named."""
    made = Citation(creators or (CLARA, PAUL, TEAM), date(2026, 3, 5), "Oxygen of the bay", "en", "Varve", "", DOI)
    return replace(made, **changes)  # type: ignore[arg-type]


def line(cited: Citation, style: str, language: str = "en", kind: str = "Dataset") -> str:
    return as_text(styled(cited, style, language, kind=kind), cited, language)


TITLE = "Oxygen of the bay"
ENGLISH = {
    "apa": f"Marin, C. J., Delorme, J.-P., & Shelf Team. (2026). {TITLE} [Data set]. Varve. {DOI}",
    "vancouver": f"Marin CJ, Delorme JP, Shelf Team. {TITLE} [data set]. Varve; 2026. Available from: {DOI}",
    "harvard": f"Marin, C.J., Delorme, J.-P. and Shelf Team (2026) {TITLE} [Data set]. Varve. Available at: {DOI}",
    "chicago": f"Marin, Clara Jeanne, Jean-Paul Delorme, and Shelf Team. 2026. “{TITLE}.” Data set. Varve. {DOI}",
    "iso690": f"MARIN, Clara Jeanne, DELORME, Jean-Paul and Shelf Team, 2026. {TITLE} [data set, online]. Varve. "
    f"Available at: {DOI}",
}
FRENCH = {
    "apa": f"Marin, C. J. et Delorme, J.-P. (2026). {TITLE} [Jeu de données]. Varve. {DOI}",
    "vancouver": f"Marin CJ, Delorme JP. {TITLE} [jeu de données]. Varve\u00a0; 2026. "
    f"Disponible à l’adresse\u00a0: {DOI}",
    "harvard": f"Marin, C.J. et Delorme, J.-P. (2026) {TITLE} [Jeu de données]. Varve. "
    f"Disponible à l’adresse\u00a0: {DOI}",
    "chicago": f"Marin, Clara Jeanne et Jean-Paul Delorme. 2026. «\u00a0{TITLE}\u00a0». Jeu de données. Varve. {DOI}",
    "iso690": f"MARIN, Clara Jeanne et DELORME, Jean-Paul, 2026. {TITLE} [jeu de données, en ligne]. Varve. "
    f"Disponible à l’adresse\u00a0: {DOI}",
}


@pytest.mark.parametrize("style", STYLES)
def test_each_style_is_written_as_its_manual_has_it(style: str) -> None:
    assert line(citation(), style) == ENGLISH[style]


@pytest.mark.parametrize("style", STYLES)
def test_the_words_are_french_for_readers_of_french(style: str) -> None:
    assert line(citation(CLARA, PAUL), style, "fr") == FRENCH[style]


def test_two_authors_are_joined_and_many_are_cut_as_each_style_wants_it() -> None:
    assert line(citation(CLARA, PAUL), "apa").startswith("Marin, C. J., & Delorme, J.-P. (2026)")
    assert line(citation(CLARA, PAUL), "harvard").startswith("Marin, C.J. and Delorme, J.-P. (2026)")
    many = [Person(family=f"F{number}", given="A") for number in range(25)]
    begins = {
        "apa": f"{', '.join(f'F{number}, A.' for number in range(19))}, … F24, A. (2026)",
        "vancouver": "F0 A, F1 A, F2 A, F3 A, F4 A, F5 A, et al. Oxygen",
        "harvard": "F0, A. et al. (2026)",
        "chicago": "F0, A, A F1, A F2, A F3, A F4, A F5, A F6, et al. 2026.",
        "iso690": "F0, A et al., 2026.",
    }
    for style, begin in begins.items():
        assert line(citation(*many), style).startswith(begin), style


def test_without_authors_the_title_comes_first() -> None:
    for style in STYLES:
        made = line(replace(citation(), creators=()), style)
        assert made.lstrip("“").startswith("Oxygen of the bay"), style
        assert made.count("2026") == 1


def test_a_layer_a_withdrawal_and_a_test_doi_are_told_in_the_language_of_the_words() -> None:
    cited = citation(fragment=42350, url=f"{DOI}#42350", withdrawal="x", withdrawn_on=date(2027, 1, 9), resolves=False)
    for style in STYLES:
        english, french = line(cited, style), line(cited, style, "fr")
        assert "(layer of 2026-03-05) [withdrawn 2027-01-09]" in english
        assert english.endswith("42182#42350 (test DOI, does not resolve)")
        assert "(couche du 2026-03-05) [retiré le 2027-01-09]" in french
        assert french.endswith("42182#42350 (DOI de test, ne mène nulle part)")


def test_software_is_called_so() -> None:
    assert "[Computer software]" in line(citation(), "apa", kind="Software")
    assert "[logiciel]" in line(citation(), "vancouver", "fr", kind="ComputationalNotebook")


@pytest.mark.parametrize(
    ("given", "short"),
    [
        ("Clara", "C."),
        ("Jean-Paul", "J.-P."),
        ("É. m.", "É. M."),
        ("太郎", "太郎"),
        ("  ", "  "),
        ("e\u0301mile", "É."),
    ],
)
def test_given_names_are_cut_to_initials_where_there_are_capitals(given: str, short: str) -> None:
    assert initials(given, dot=". ") == short


@pytest.mark.parametrize(
    ("asked", "name"),
    [("apa", "apa"), ("APA", "apa"), ("harvard-cite-them-right", "harvard"), ("chicago-author-date", "chicago"),
     ("iso690-author-date-fr", "iso690"), ("nature", None), ("", None), ("apalike", None)],
)  # fmt: skip
def test_styles_are_known_by_the_names_that_programs_have_for_them(asked: str, name: str | None) -> None:
    assert style_named(asked) == name


def test_a_locale_is_french_or_else_english() -> None:
    assert [language_of(locale) for locale in ("fr", "fr-FR", "FR_ca", "en-GB", "de", "", "frr")] == ["fr"] * 3 + [
        "en"
    ] * 4


class Reader(HTMLParser):
    """Elements and words of a fragment."""

    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.words = ""
        self.feed(fragment)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


@settings(parent=PATIENT, max_examples=15)
@given(record=records())
def test_any_record_is_one_line_and_nothing_of_it_is_markup(record: Record) -> None:
    cited = cite(record, cast.edition())
    for style in STYLES:
        made = styled(cited, style, "fr")
        text = as_text(made, cited, "fr")
        assert len(text.splitlines()) == 1
        assert cited.title in text
        found = Reader(as_html(made, cited, "fr"))
        assert set(found.elements) <= {"span", "i", "a"}
        assert found.words == text
