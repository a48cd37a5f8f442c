"""The review page: record, differences, findings, threads and the decision, without script."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from moderation.models import Decision, Reading
from moderation.services.comments import write_comment
from repository.lifecycle import DatasetState
from repository.models import Dataset
from repository.queries.agreements import accept_in_force
from repository.services.corrections import begin_correction
from repository.services.deposits import write_draft
from repository.services.files import attach_upload
from repository.services.submissions import submit_dataset, take_back_dataset
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, published, resubmit, run_room, under_review

pytestmark = pytest.mark.django_db


def page_of(client: Client, cast: Cast, dataset: Dataset) -> str:
    client.force_login(cast.bob)
    response = client.get(f"/moderation/{dataset.key}/")
    assert response.status_code == 200
    return str(response.text)


def post_decision(client: Client, dataset: Dataset, outcome: str, reason: str = "") -> "tuple[int, str]":
    """Send the form of the page as it was read: with the version of ``dataset``."""
    version = dataset.submitted_version
    assert version is not None
    said = {"outcome": outcome, "version": version.number, "sha256": version.sha256, "reason": reason}
    response = client.post(f"/moderation/{dataset.key}/decision/", said, follow=True)
    return response.status_code, response.text


def row_of(text: str, field: str) -> str:
    """The part of the page about one field."""
    found = re.search(rf'<div class="rf[^"]*" id="field-{field}">.*?(?=<div class="rf[ "]|</section>)', text, re.DOTALL)
    assert found, field
    return found[0]


def test_a_moderator_sees_who_accepted_which_agreement(client: Client, cast: Cast) -> None:
    text = page_of(client, cast, under_review(cast.alice))
    assert '<a href="/agreement/?version=1">version 1</a>' in text
    assert "(EN)" in text


def test_each_field_stands_with_its_value_and_its_findings(client: Client, cast: Cast) -> None:
    text = page_of(client, cast, under_review(cast.alice))
    assert "Marin, Clara · ORCID 0000-0002-1825-0097" in row_of(text, "creators")
    assert "has no ORCID" in row_of(text, "creators")
    assert "42.1" in row_of(text, "place")
    assert "<svg" in row_of(text, "place")
    assert "Ocean" in row_of(text, "poles")
    assert "oxygen.csv" in text


def test_a_first_submission_is_compared_with_nothing(client: Client, cast: Cast) -> None:
    text = page_of(client, cast, under_review(cast.alice))
    assert "<ins>" not in text
    assert "<del>" not in text


def test_a_resubmission_shows_the_words_that_changed(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice, title={"en": "Oxygen in the Gulf of Lion, fall 2026"})
    page_of(client, cast, dataset)
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    resubmit(dataset, cast.alice, title={"en": "Oxygen in the Gulf of Lion, autumn 2026"}, note="As you asked.")
    text = page_of(client, cast, dataset)
    assert "<del>fall</del><ins>autumn</ins>" in row_of(text, "title")
    assert "<ins>" not in row_of(text, "abstract")
    assert "since you last read it" in text
    assert "As you asked." in text
    assert "<del>fall</del>" in page_of(client, cast, dataset), "reading it again changes nothing"


def test_a_moderator_who_read_nothing_sees_the_changes_since_the_version_before(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice, title={"en": "Oxygen, fall 2026"})
    answer(dataset, cast.bella, DatasetState.CHANGES_REQUESTED)
    resubmit(dataset, cast.alice, title={"en": "Oxygen, autumn 2026"})
    text = page_of(client, cast, dataset)
    assert "<del>fall</del>" in text
    assert "since the version of" in text


def test_a_correction_is_compared_with_what_is_public(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice, title={"en": "Oxigen, 2026"})
    answer(dataset, cast.bob, DatasetState.ACCEPTED)
    begin_correction(dataset_key=published(dataset).key, actor=cast.alice)
    resubmit(dataset, cast.alice, title={"en": "Oxygen, 2026"})
    text = page_of(client, cast, dataset)
    assert "<del>Oxigen</del><ins>Oxygen</ins>" in text
    assert "since what is public." in text
    assert "Accept the correction" in text
    assert f"/datasets/{dataset.suffix}/withdraw/" in text


def test_files_added_and_taken_out_are_marked(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice, files={"a.csv": b"a\n1\n", "b.csv": b"b\n1\n"})
    page_of(client, cast, dataset)
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    dataset.draft_files.get(path="b.csv").delete()
    upload = SimpleUploadedFile("c.csv", b"c\n1\n")
    attach_upload(dataset_key=dataset.key, actor=cast.alice, upload=upload, path="c.csv")
    resubmit(dataset, cast.alice)
    text = page_of(client, cast, dataset)
    assert '<del class="fname">b.csv</del>' in text
    assert text.count('<ins class="small">added</ins>') == 1


def test_a_submitted_file_is_a_download_of_its_bytes(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice, files={"maps/a.csv": b"a\n1\n"})
    assert dataset.submitted_version is not None
    client.force_login(cast.bob)
    number = dataset.submitted_version.files[0]["number"]
    response = client.get(f"/moderation/{dataset.key}/files/{number}/")
    assert response.getvalue() == b"a\n1\n"
    assert response["Content-Disposition"] == 'attachment; filename="a.csv"'
    assert response["Content-Type"] == "application/octet-stream"


def test_what_people_wrote_is_text_and_never_markup(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice, title={"en": "<script>alert(1)</script> & salt"})
    write_comment(dataset_key=dataset.key, actor=cast.bob, path="title", text="<img src=x onerror=alert(1)>")
    text = page_of(client, cast, dataset)
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; salt" in text


def test_reading_is_noted_once_per_version(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    page_of(client, cast, dataset)
    page_of(client, cast, dataset)
    assert Reading.objects.filter(person=cast.bob).count() == 1


def test_the_preview_tells_a_moderator_how_fair_it_is_and_what_would_raise_it(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice, related=[], keywords=[{"term": {"en": "ice"}}])
    client.force_login(cast.bob)
    text = client.get(f"/moderation/{dataset.key}/preview/").text
    fair = text[text.index('id="fair"') :]
    assert re.search(r"By our own count [\d.]+ of 26 points", fair)
    assert len(set(re.findall(r"FsF-[FAIR]\d[\w.-]+", fair))) == 18
    raised = fair[: fair.index("<details")]
    assert "Name an article, a dataset or a report" in raised
    assert "Choose keywords or variables from a vocabulary" in raised


def test_the_preview_shows_the_submitted_version_not_the_draft(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice, title={"en": "As it was submitted"})
    take_back_dataset(dataset_key=dataset.key, actor=cast.alice)
    write_draft(dataset_key=dataset.key, actor=cast.alice, fields={"title": {"en": "Being rewritten"}})
    client.force_login(cast.bob)
    text = client.get(f"/moderation/{dataset.key}/preview/").text
    assert "As it was submitted" in text
    assert "Being rewritten" not in text
    assert "This page is not public." in text


def test_the_history_tells_the_steps_in_words(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED, reason="Name the batch.")
    resubmit(dataset, cast.alice)
    text = page_of(client, cast, dataset)
    history = text[text.index('id="history"') :]
    steps = ("Submitted (version 1)", "round 1", "Changes requested", "Name the batch.", "Submitted (version 2)")
    places = [history.index(words) for words in steps]
    assert places == sorted(places)
    run_room()
    assert Decision.objects.count() == 1


def test_a_page_whose_checks_still_run_offers_no_decision(client: Client, cast: Cast) -> None:
    from tests.factories import make_submitted

    text = page_of(client, cast, make_submitted(cast.alice))
    assert "The checks of this version are still running." in text
    assert 'name="outcome"' not in text


def test_submitting_again_before_the_decision_keeps_the_page_whole(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    take_back_dataset(dataset_key=dataset.key, actor=cast.alice)
    assert "The depositor is writing." in page_of(client, cast, dataset)
    submit_dataset(dataset_key=dataset.key, actor=cast.alice, agreement=accept_in_force("en"))
    assert "still running" in page_of(client, cast, dataset)
