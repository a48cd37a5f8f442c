"""Words find datasets in English and French, whatever accents and forms; what says most stands first."""

import pytest

from tests.repository.catalogue.index.shelf import Shelf, dataset


def test_words_are_found_without_accents_and_in_their_other_forms(shelf: Shelf) -> None:
    shelf.put(
        {
            1: dataset("Températures côtières du golfe", language="fr", abstracts="Des mesures répétées à la bouée"),
            2: dataset("Coastal temperatures of the gulf", abstracts="Repeated measurements at the mooring"),
            3: dataset("Søndre Strømfjord", language="da"),
        }
    )
    for words in ("temperature cotiere ", "TEMPÉRATURES", "mesure ", "bouées ", "côtier "):
        assert 1 in shelf.numbers(q=words), words
    for words in ("temperature ", "measurement ", "measured ", "moorings ", "coast "):
        assert 2 in shelf.numbers(q=words), words
    assert shelf.numbers(q="sondre stromfjord ") == [3]


def test_a_title_weighs_more_than_a_keyword_and_that_more_than_an_abstract(shelf: Shelf) -> None:
    told = {"terms": "station, campaign", "abstracts": "what was measured there and how it was done"}
    others = {number: dataset(f"Other {number}", **told) for number in range(10, 30)}
    shelf.put(
        {
            **others,
            1: dataset("Rivers", **{**told, "abstracts": "what was measured there, oxygen, and how"}),
            2: dataset("Lakes", **{**told, "terms": "oxygen, station"}),
            3: dataset("Dissolved oxygen", **told),
        }
    )
    assert shelf.numbers(q="oxygen") == [3, 2, 1]


def test_a_phrase_stands_side_by_side_in_one_text(shelf: Shelf) -> None:
    shelf.put(
        {
            1: dataset("Sea ice thickness"),
            2: dataset("Ice of the sea"),
            3: dataset("Snow", people=("Sea, Maria", "Ice, Bob")),
        }
    )
    assert shelf.numbers(q='"sea ice"') == [1]
    assert shelf.numbers(q="sea-ice ") == [1]
    assert sorted(shelf.numbers(q="sea ice")) == [1, 2, 3]


def test_the_last_word_may_go_on_and_any_word_with_a_star(shelf: Shelf) -> None:
    shelf.put({1: dataset("Phytoplankton blooms"), 2: dataset("Phytosociology"), 3: dataset("Blooms")})
    assert sorted(shelf.numbers(q="phyto")) == [1, 2]
    assert shelf.numbers(q="phyto* bloom") == [1]
    assert shelf.numbers(q="phyto bloom") == []
    assert shelf.numbers(q="ph* bloom") == [], "two letters begin too much: they are a word"


def test_what_is_left_out_is_not_found(shelf: Shelf) -> None:
    shelf.put({1: dataset("Ocean gliders"), 2: dataset("Ocean floats"), 3: dataset("Ocean ice cores")})
    assert sorted(shelf.numbers(q="ocean -glider ")) == [2, 3]
    assert sorted(shelf.numbers(q='ocean -"ice cores"')) == [1, 2]
    assert sorted(shelf.numbers(q="-ocean")) == []
    assert sorted(shelf.numbers(q='-"ice cores"')) == [1, 2]


@pytest.fixture(scope="module")
def identified(lasting_shelf: Shelf) -> Shelf:
    lasting_shelf.put(
        {
            1: dataset(identifiers=("https://doi.org/10.80999/ABC-7", "abc-7", "hal-01234567")),
            2: dataset(identifiers=("10.80999/abc-70", "hal-01234568")),
        }
    )
    return lasting_shelf


@pytest.mark.parametrize(
    "typed",
    [
        "10.80999/ABC-7",
        "10.80999/abc-7",
        "doi:10.80999/abc-7",
        "DOI: 10.80999/abc-7",
        "https://doi.org/10.80999/abc-7",
        "http://dx.doi.org/10.80999/ABC-7",
        "doi.org/10.80999/abc-7",
        '"10.80999/abc-7"',
        "10.80999/abc-7.",
        "abc-7",
        "hal-01234567",
    ],
)
def test_an_identifier_is_found_in_any_spelling(identified: Shelf, typed: str) -> None:
    assert identified.numbers(q=typed) == [1]


def test_other_names_of_a_concept_are_found_after_its_own(shelf: Shelf) -> None:
    shelf.put({1: dataset("Sea surface temperature"), 2: dataset("SST of today"), 3: dataset("Temperature at sea")})
    names = {"sea surface temperature": ("sst", "temperature de surface de la mer")}
    assert shelf.numbers(q="sea surface temperature", synonyms=names) == [1, 2]
    assert shelf.numbers(q='"sea surface temperature"', synonyms=names) == [1, 2]
    assert shelf.numbers(q="sea surface temperature", synonyms={}) == [1]


def test_a_misspelt_word_gives_the_one_that_is_known(shelf: Shelf) -> None:
    shelf.put({1: dataset("Salinity of the sea", people=("Dupont, Anne",)), 2: dataset("Sediment cores")})
    assert shelf.reader.better_spelling("salintiy sea") == "salinity sea"
    assert shelf.reader.better_spelling("dupond") == "dupont"
    assert shelf.reader.better_spelling("salinity sea") == ""
    assert shelf.reader.better_spelling("xyzzy") == ""
    assert shelf.reader.better_spelling("10.80999/42") == ""
    assert shelf.reader.better_spelling("sa sb sc sd se sf") == "", "a text in another language is not misspelt"


def test_a_french_article_before_an_apostrophe_need_not_be_there(shelf: Shelf) -> None:
    shelf.put(
        {1: dataset("Océan Indien", language="fr"), 2: dataset("Dissolved oxygen"), 3: dataset("Dioxygène de l'eau")}
    )
    for typed in ("l'océan indien ", "l’océan ", "L'OCÉ"):
        assert shelf.numbers(q=typed) == [1], typed
    for typed in ("l'oxygène ", "d’oxygène "):
        assert shelf.numbers(q=typed, synonyms={"oxygene": ("oxygen",)}) == [2], typed
    assert shelf.numbers(q="dioxygène d'eau ", synonyms={"dioxygene d eau": ("o2",)}) == [3]
    assert shelf.numbers(q='"l\'eau"') == [3]
