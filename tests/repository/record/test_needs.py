"""What submission needs: each missing thing is one finding, at its field, in plain words of two languages."""

from datetime import date
from typing import Any

import pytest

from repository.record.assess import Assessment, Circumstances, assess
from repository.record.findings import Severity, Step
from tests.repository.record.examples import PUBLICATION, complete, submittable


def codes(assessment: Assessment) -> set[str]:
    return {finding.code for finding in assessment.blocking}


def test_the_smallest_complete_draft_may_be_submitted() -> None:
    assessment = assess(submittable())
    assert assessment.blocking == ()
    assert assessment.record is not None
    assert assessment.record.main_title == "Hydrography and dissolved oxygen of the Gulf of Lion shelf"


def test_a_draft_that_says_everything_may_be_submitted() -> None:
    assessment = assess(complete())
    assert assessment.blocking == ()
    assert assessment.record is not None


@pytest.mark.parametrize(
    ("field", "code", "step"),
    [
        ("title", "title-missing", Step.DESCRIPTION),
        ("abstract", "abstract-missing", Step.DESCRIPTION),
        ("language", "language-missing", Step.DESCRIPTION),
        ("lineage", "lineage-missing", Step.DESCRIPTION),
        ("licence", "licence-missing", Step.DESCRIPTION),
        ("keywords", "keyword-missing", Step.DESCRIPTION),
        ("poles", "pole-missing", Step.DESCRIPTION),
        ("creators", "creator-missing", Step.PEOPLE),
        ("place", "place-missing", Step.PLACE),
        ("time", "period-missing", Step.PLACE),
    ],
)
@pytest.mark.parametrize("blank", [None, "", [], {}, {"en": " "}, [{}, {"term": {"en": ""}}]])
def test_a_needed_field_that_is_missing_or_blank_is_one_error_at_its_step(
    field: str, code: str, step: Step, blank: Any
) -> None:
    (finding,) = assess(submittable() | {field: blank}).blocking
    assert (finding.code, finding.pointer, finding.step) == (code, field, step)
    assert finding.severity is Severity.ERROR


def test_a_draft_with_no_title_is_refused_in_plain_words() -> None:
    (finding,) = assess(submittable(title=None)).blocking
    assert finding.message("en") == "There is no title yet. Say what was observed, where and when, in one line."
    assert finding.message("fr-FR").startswith("Il n’y a pas encore de titre.")


def test_an_empty_draft_names_everything_that_is_needed_once() -> None:
    assessment = assess({})
    assert assessment.record is None
    assert sorted(finding.code for finding in assessment.blocking) == sorted(
        [
            *("title-missing", "abstract-missing", "language-missing", "lineage-missing", "licence-missing"),
            *("keyword-missing", "pole-missing", "creator-missing", "place-missing", "period-missing"),
        ]
    )


def test_findings_come_in_the_order_of_the_steps_with_errors_first_in_each() -> None:
    steps = [finding.step for finding in assess({}, Circumstances(files=())).findings]
    assert steps == sorted(steps, key=list(Step).index)
    of_people = [finding.blocks for finding in assess({}).of_step("people")]
    assert of_people == sorted(of_people, reverse=True)


def test_an_undetermined_language_is_a_missing_one() -> None:
    assert codes(assess(submittable(language="und"))) == {"language-missing"}


@pytest.mark.parametrize(
    "place",
    [
        {"not_applicable": True},
        {"boxes": [{"west": 1, "south": 1, "east": 1, "north": 1}]},
        {"polygons": [{"exterior": [[3, 42], [5, 42], [5, 43], [3, 42]]}]},
    ],
)
def test_a_box_an_outline_or_no_place_at_all_answers_where(place: dict[str, Any]) -> None:
    assert assess(submittable(place=place)).blocking == ()


def test_a_named_place_alone_does_not_answer_where() -> None:
    assert codes(assess(submittable(place={"names": [{"name": {"en": "Gulf of Lion"}}]}))) == {"place-missing"}


@pytest.mark.parametrize(
    ("period", "code"),
    [
        ({"begin": "2019"}, "period-end-missing"),
        ({"end": "2019"}, "period-begin-missing"),
        ({"ongoing": True}, "period-begin-missing"),
    ],
)
def test_a_period_needs_both_its_dates_or_to_be_still_growing(period: dict[str, Any], code: str) -> None:
    (finding,) = (f for f in assess(submittable(time={"periods": [period]})).blocking if f.code == code)
    assert finding.pointer == "time/periods/0"
    assert finding.english.startswith("Period 1 has no")


@pytest.mark.parametrize(
    "time",
    [
        {"not_applicable": True},
        {"periods": [{"begin": "2019-05", "ongoing": True}]},
        {"periods": [{"begin": {"age": 2, "unit": "Ma"}, "end": {"age": 1, "unit": "Ma"}}]},
        {"periods": [{"name": {"en": "Late Cretaceous"}}]},
    ],
)
def test_a_growing_period_deep_time_a_named_period_or_no_period_answers_when(time: dict[str, Any]) -> None:
    assert assess(submittable(time=time)).blocking == ()


def test_a_contact_has_to_be_reachable() -> None:
    (finding,) = assess(submittable(contacts=[{"name": "Data desk"}])).blocking
    assert finding.code == "contact-unreachable"
    assert '"Data desk"' in finding.english


def test_a_draft_cannot_claim_a_publication() -> None:
    assert codes(assess(submittable(publication=PUBLICATION))) == {"publication-reserved"}


def test_disciplines_files_and_documents_are_compared_with_what_there_is() -> None:
    draft = submittable(poles=["ocean", "alchemy"], documents=[{"path": "manual.pdf", "kind": "PUM"}])
    assert assess(draft).blocking == ()
    found = assess(draft, Circumstances(poles={"ocean"}, files={"a.nc"})).blocking
    assert {(finding.code, finding.pointer) for finding in found} == {
        ("pole-unknown", "poles/1"),
        ("document-file-missing", "documents/0/path"),
    }
    assert codes(assess(submittable(), Circumstances(files=()))) == {"files-missing"}


def test_a_draft_of_a_newer_version_is_not_read() -> None:
    (finding,) = assess(submittable(schema_version=99)).findings
    assert (finding.code, finding.step) == ("schema-unreadable", Step.REVIEW)


def test_the_findings_under_a_line_of_the_form_are_found_by_its_pointer() -> None:
    draft = submittable(creators=[{"family": "Marin", "orcid": "x"}, {"family": "Okafor"}])
    assessment = assess(draft, Circumstances(today=date(2026, 1, 1)))
    assert {finding.pointer for finding in assessment.under("creators/0")} == {
        "creators/0/orcid",
        "creators/0/affiliations",
    }
