"""Theme x country x licence -> the centres concerned: each rule, and any facts at all."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.pathways.facts import Facts, facts_of, folded
from moderation.pathways.licences import transfer_of
from moderation.pathways.routes import Centre, Way, concerned
from moderation.pathways.states import BEHIND, MOVES, HandoverState, is_said_already, may_move
from moderation.pathways.themes import THEMES, themes_of
from repository.record.model import Record
from tests.factories import DOCUMENT

SEA = Centre("sea", ("ocean-chemistry",), ("FR",))
ALL = Centre("all", tuple(THEMES))
QUAKES = Centre("quakes", ("seismology",))
OXYGEN = Facts(poles=("ocean",), words=("dissolved oxygen",), countries=("FR",), licence="CC-BY-4.0")


def codes(facts: Facts, *centres: Centre) -> list[str]:
    return [each.centre for each in concerned(facts, centres)]


def test_a_centre_is_concerned_by_theme_and_country_and_the_sentence_says_both() -> None:
    (concern,) = concerned(OXYGEN, [SEA, QUAKES])
    assert concern.way is Way.NOW
    assert concern.why.english == (
        "The dataset is about marine chemistry, known by “dissolved oxygen”; its creators work in FR."
    )
    assert concern.why.french == (
        "Le jeu de données concerne la chimie marine, reconnu à « dissolved oxygen » ; "
        "ses auteurs travaillent dans ce pays : FR."
    )


def test_a_word_counts_in_its_discipline_alone() -> None:
    assert [found.theme.code for found in themes_of(Facts(poles=("climate",), words=("dissolved oxygen",)))] == [
        "climate"
    ]


@pytest.mark.parametrize("word", ["Sismicité régionale", "EARTHQUAKE catalogue", "peak ground motion"])
def test_words_are_known_in_both_languages_with_and_without_accents(word: str) -> None:
    assert codes(Facts(poles=("solid-earth",), words=(folded(word),), licence="CC0-1.0"), QUAKES) == ["quakes"]


def test_the_middle_of_a_word_is_no_beginning() -> None:
    assert themes_of(Facts(poles=("ocean",), words=("concurrent visitors",)))[0].word == ""
    assert len(themes_of(Facts(poles=("ocean",), words=("concurrent visitors",)))) == 1


def test_another_country_is_none_of_its_business_and_an_unknown_one_is_told_as_such() -> None:
    assert codes(Facts(poles=("ocean",), words=("oxygen",), countries=("ES",), licence="CC0-1.0"), SEA) == []
    (concern,) = concerned(Facts(poles=("ocean",), words=("oxygen",), licence="CC0-1.0"), [SEA])
    assert "is not known" in concern.why.english


def test_software_concerns_a_centre_only_where_it_names_it() -> None:
    software = Facts(poles=("ocean",), kind="Software", licence="MIT")
    assert codes(software, ALL, Centre("code", ("ocean",), kinds=("Software",))) == ["code"]


@pytest.mark.parametrize(
    ("licence", "forwarding", "access", "way", "words"),
    [
        ("CC-BY-4.0", None, "open", Way.NOW, "lets the files be passed on"),
        ("etalab-2.0", None, "open", Way.NOW, "lets the files be passed on"),
        ("CC-BY-SA-4.0", None, "open", Way.NOW, "lets the files be passed on"),
        ("CC-BY-NC-4.0", None, "open", Way.NOW, "without commercial purpose"),
        ("CC-BY-ND-4.0", None, "open", Way.NEVER, "allows no adaptation"),
        ("CC-BY-NC-ND-4.0", None, "open", Way.NEVER, "allows no adaptation"),
        ("", None, "open", Way.NEVER, "has no licence"),
        ("Terms of the mine", None, "open", Way.NEVER, "is not known here"),
        ("Terms of the mine", True, "open", Way.NOW, "The depositor allowed"),
        ("CC-BY-ND-4.0", True, "open", Way.NOW, "The depositor allowed"),
        ("CC-BY-4.0", False, "open", Way.NEVER, "may not be passed on"),
        ("CC-BY-4.0", None, "restricted", Way.NEVER, "not open to everybody"),
        ("CC-BY-4.0", True, "restricted", Way.NOW, "The depositor allowed"),
        ("CC-BY-4.0", None, "embargoed", Way.LATER, "until 2027-01-31"),
        ("CC-BY-4.0", True, "embargoed", Way.LATER, "until 2027-01-31"),
        ("CC-BY-ND-4.0", None, "embargoed", Way.NEVER, "allows no adaptation"),
        ("CC-BY-4.0", False, "embargoed", Way.NEVER, "may not be passed on"),
    ],
)
def test_the_licence_and_the_answer_of_the_depositor_decide(
    licence: str, forwarding: bool | None, access: str, way: Way, words: str
) -> None:
    facts = Facts(
        poles=("ocean",), licence=licence, forwarding=forwarding, access=access, embargo_until=date(2027, 1, 31)
    )
    (concern,) = concerned(facts, [ALL])
    assert concern.way is way
    assert words in concern.transfer.english


def test_facts_are_read_from_a_record() -> None:
    ror = {"name": "CNRS", "ror": "02feahw73"}
    creators = [
        {"kind": "person", "family": "Marin", "affiliations": [ror, {"name": "IEO", "country": "ES"}]},
        {"kind": "organisation", "name": "Ifremer", "country": "FR"},
    ]
    record = Record.model_validate({**DOCUMENT, "creators": creators, "forwarding": True})
    facts = facts_of(record, countries_of={"02feahw73": "BE"})
    assert (facts.poles, facts.licence, facts.forwarding) == (("ocean",), "CC-BY-4.0", True)
    assert facts.countries == ("BE", "ES", "FR")
    assert "dissolved oxygen" in facts.words


WORDS = ("dissolved oxygen", "seismicity", "", "(", "courants", "x" * 500, "\u0301", "sea level")
some_facts = st.builds(
    Facts,
    poles=st.lists(st.sampled_from(["ocean", "solid-earth", "climate", "other"]), max_size=3).map(tuple),
    kind=st.sampled_from(["Dataset", "Software", "Image"]),
    words=st.lists(st.sampled_from(WORDS), max_size=4).map(tuple),
    countries=st.lists(st.sampled_from(["FR", "DE", "ES"]), max_size=2).map(tuple),
    licence=st.sampled_from(["", "CC-BY-4.0", "CC-BY-ND-4.0", "https://example.org/terms", "cc-by-nc-4.0"]),
    forwarding=st.sampled_from([None, True, False]),
    access=st.sampled_from(["open", "restricted", "embargoed"]),
)


@given(facts=some_facts)
def test_any_facts_get_whole_sentences_and_what_was_refused_goes_nowhere(facts: Facts) -> None:
    found = concerned(facts, [SEA, ALL, QUAKES])
    assert found == concerned(facts, [SEA, ALL, QUAKES])
    for concern in found:
        for sentence in (*concern.why, *concern.transfer):
            assert sentence
            assert sentence.endswith(".")
        assert facts.forwarding is not False or concern.way is Way.NEVER
        assert transfer_of(facts).allowed is (concern.way is not Way.NEVER)


def test_no_message_moves_a_handover_back() -> None:
    assert not any(may_move(HandoverState.CLOSED, each) for each in HandoverState)
    assert {each for state in MOVES for each in MOVES[state]} <= set(HandoverState)
    for said, state in product(BEHIND, HandoverState):
        assert not (may_move(state, said) and is_said_already(state, said)), (said, state)
    assert not may_move(HandoverState.INTEGRATED, HandoverState.ACKNOWLEDGED)
    assert is_said_already(HandoverState.INTEGRATED, HandoverState.ACKNOWLEDGED)
