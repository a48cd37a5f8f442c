"""Whatever a description and its answers hold: it is routed, bounded in time, and an answer never unsays a fact."""

import time
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation.rules.conditions import All, Always, Answer, AnyOf, Condition, Fact, Not, Poles
from moderation.rules.facts import Facts, facts_of, says, tokens
from moderation.rules.first import first_book
from moderation.rules.routing import route

FIELDS = [
    "poles", "title", "keywords", "resource_type", "variables", "instruments", "platforms", "creators",
    "contributors", "acquisition", "topics", "projects", "campaigns", "other_titles",
]  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
QUESTIONS = [question.id for question in first_book().questions]
VALUES = sorted({value for question in first_book().questions for value in question.values})
ANSWERS = st.dictionaries(st.sampled_from([*QUESTIONS, "none"]), st.sampled_from([*VALUES, ""]), max_size=5)
WORDS = ("tomography", "seismic", "catalogue", "airborne", "gravity", "species", "sea", "cmip6", "occurrence")
DESCRIPTIONS = st.fixed_dictionaries(
    {
        "poles": st.lists(st.sampled_from(sorted(first_book().poles)), max_size=4, unique=True),
        "title": st.fixed_dictionaries({"en": st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)}),
    }
)
LEAVES = st.one_of(
    st.builds(Always),
    st.builds(Poles, st.integers(1, 3)),
    st.builds(Fact, st.just("word"), st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(tuple)),
    st.builds(Answer, st.sampled_from(("a", "b")), st.lists(st.sampled_from(("yes", "no")), min_size=1).map(tuple)),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(All, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=6), ANSWERS)
def test_any_document_is_routed(document: dict[str, Any], answers: dict[str, str]) -> None:
    result = route(facts_of(document), answers, first_book())
    assert set(result.questions) <= set(QUESTIONS)
    assert route(facts_of(document), answers, first_book()) == result


@given(DESCRIPTIONS, ANSWERS)
def test_every_discipline_asked_has_one_verdict_with_a_reason_and_one_that_takes_part_decides(
    document: dict[str, Any], answers: dict[str, str]
) -> None:
    result = route(facts_of(document), answers, first_book())
    assert [each.pole for each in result.poles] == document["poles"]
    assert all(reason.because.en and reason.because.fr for each in result.poles for reason in each.reasons)
    assert result.deciding in result.concerned if document["poles"] else result.deciding == ""
    assert bool(result.advice) <= any(each.verdict in ("advice", "out") for each in result.poles)


@given(DESCRIPTIONS)
def test_when_every_open_question_is_answered_nothing_stays_open(document: dict[str, Any]) -> None:
    book = first_book()
    answers: dict[str, str] = {}
    for _round in range(len(book.questions) + 1):
        result = route(facts_of(document), answers, book)
        if not result.questions:
            break
        answers |= {name: book.question(name).choices[-1].value for name in result.questions}
    assert not result.questions
    assert "open" not in {each.verdict for each in result.poles}


@given(CONDITIONS, DESCRIPTIONS, st.dictionaries(st.sampled_from(("a", "b")), st.sampled_from(("yes", "no"))))
def test_one_more_answer_never_unsays_what_was_known(
    condition: Condition, document: dict[str, Any], answers: dict[str, str]
) -> None:
    facts = facts_of(document)
    for name in list(answers):
        fewer = {key: value for key, value in answers.items() if key != name}
        before, after = condition.of(facts, fewer), condition.of(facts, answers)
        assert before.value in (None, after.value)
        assert (before.value is None) == bool(before.asks)


@settings(max_examples=50)
@given(st.text(max_size=60), st.text(max_size=20))
def test_a_phrase_is_found_in_itself_and_across_accents(text: str, around: str) -> None:
    if tokens(text):
        assert says(f"{around} {text} {around}", text)


def test_phrases_are_whole_words_in_a_row() -> None:
    assert says("Gravimétrie AÉROPORTÉE de l'Armor", "aeroporte*")
    assert says("Données de forme d’onde", "forme d onde")
    assert not says("Seasonal cycles", "sea")
    assert not says("sea and air", "sea air")


def test_a_description_of_many_thousand_keywords_is_routed_in_time() -> None:
    many = [{"term": {"en": f"word {number} and more of it"}} for number in range(50_000)]
    begin = time.monotonic()
    route(facts_of({"poles": ["ocean", "solid-earth"], "keywords": many}), {}, first_book())
    assert time.monotonic() - begin < 20
    assert facts_of({"poles": "ocean", "title": 3, "keywords": [None, {"term": 4}]}) == Facts(types=("Dataset",))
