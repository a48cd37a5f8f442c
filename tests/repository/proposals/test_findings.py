"""What is wrong with a file is found by the author before submission, and by the moderator after it."""

from dataclasses import asdict

import pytest
from django.test import Client

from moderation.models import ReviewFinding
from repository.inspection.failing import empty
from repository.inspection.reading import Reading
from repository.models import Dataset, Inspection, Person
from repository.queries.drafts import draft_assessment
from repository.record.findings import Step
from repository.services.inspections import READERS, take_down
from tests.driver import run_everything_due
from tests.factories import make_draft, make_moderator, make_submitted
from tests.repository.deposits.pages import Page, address
from tests.repository.proposals.readings import attach, problem, told

pytestmark = pytest.mark.django_db


def unreadable(dataset: Dataset, person: Person) -> None:
    """A file that no reader could read."""
    file = attach(dataset, person, "bad.nc")
    reading = Reading("", problems=(problem(), empty()))
    take_down(row=Inspection.objects.get(file=file), reading=reading, seconds=0.1)


def test_a_file_that_cannot_be_read_stands_in_the_way_and_a_doubt_does_not(alice: Person) -> None:
    dataset = make_draft(alice)
    told(dataset, alice, "doubtful.nc", problem(severity="error"))
    doubt = draft_assessment(dataset)
    assert doubt.record is not None
    assert [(found.code, found.blocks) for found in doubt.of_step(Step.FILES)] == [("unit-unsaid", False)]
    unreadable(dataset, alice)
    assessment = draft_assessment(dataset)
    assert assessment.record is None
    assert [found.code for found in assessment.blocking] == ["file-empty"]
    assert assessment.blocking[0].english.startswith("bad.nc: ")


def test_the_review_step_says_it_and_leads_to_the_files(browser: Client, alice: Person) -> None:
    dataset = make_draft(alice)
    unreadable(dataset, alice)
    page = Page.of(browser, address("deposit-review", dataset))
    assert "bad.nc: This file is empty" in page.text("//ul[@class='lacks']")
    assert f"{address('deposit-files', dataset)}#files" in page.links()


def test_the_moderator_is_told(alice: Person) -> None:
    make_moderator("mona")
    dataset = make_submitted(alice)
    Inspection.objects.filter(file__dataset=dataset).update(
        reading={"format": "CSV", "proposals": [], "facts": {}, "problems": [problem_as_json()]},
        read_at=dataset.created, readers=READERS, gravity=2,
    )  # fmt: skip
    run_everything_due()
    found = ReviewFinding.objects.get(code="unit-unsaid")
    assert found.path == "files/oxygen.csv"
    assert found.english == "oxygen.csv: Column 9 has no unit."


def problem_as_json() -> dict[str, object]:
    return asdict(problem())
