"""The submitted version beside the one that was read: every change on both sides, with the way from one to the next."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from moderation.queries.side_by_side import side_by_side
from repository.lifecycle import DatasetState
from repository.models import AccessPolicy, Dataset, RecordVersion
from repository.queries.agreements import accept_in_force
from repository.services.corrections import begin_correction
from repository.services.deposits import set_access, write_draft
from repository.services.files import attach_upload
from repository.services.submissions import submit_dataset, take_back_dataset
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, published, resubmit, run_room, under_review

pytestmark = pytest.mark.django_db


def page_of(client: Client, cast: Cast, dataset: Dataset, query: str = "") -> html.HtmlElement:
    client.force_login(cast.bob)
    response = client.get(f"/moderation/{dataset.key}/changes/{query}")
    assert response.status_code == 200
    return html.fromstring(response.text)


def halves(page: html.HtmlElement, field: str) -> list[tuple[str, str]]:
    """The two sides of every line of a change, without blanks around them."""
    lines = page.xpath(f"//section[@id='change-{field}']//div[contains(@class, 'side__line')]")
    both = [line.xpath("./div[contains(@class, 'side__half')]") for line in lines]
    return [tuple(" ".join(half.text_content().split()) for half in sides) for sides in both]  # type: ignore[misc]


def sent_back(cast: Cast, dataset: Dataset) -> Dataset:
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    return dataset


def test_a_first_version_has_nothing_beside_it(client: Client, cast: Cast) -> None:
    text = page_of(client, cast, under_review(cast.alice)).text_content()
    assert "there is nothing to compare it with" in text


def test_each_side_shows_its_own_words_and_the_unchanged_fields_are_folded(client: Client, cast: Cast) -> None:
    dataset = sent_back(cast, under_review(cast.alice, title={"en": "Oxygen, fall 2026"}))
    resubmit(dataset, cast.alice, title={"en": "Oxygen, autumn 2026"})
    page = page_of(client, cast, dataset)
    assert halves(page, "title") == [("Before: Oxygen, fall 2026", "Now: Oxygen, autumn 2026")]
    before, now = page.xpath("//section[@id='change-title']//div[@class='side__half']")
    assert [each.text for each in before.iter("del")] == ["fall"]
    assert [each.text for each in now.iter("ins")] == ["autumn"]
    assert not page.xpath("//section[@id='change-abstract']")
    (fold,) = page.xpath("//details[contains(., 'fields did not change')]")
    assert "Abstract" in fold.text_content()


def test_changes_lead_to_the_one_before_and_the_next_round_the_end(client: Client, cast: Cast) -> None:
    dataset = sent_back(cast, under_review(cast.alice))
    upload = SimpleUploadedFile("more.csv", b"a\n1\n")
    attach_upload(dataset_key=dataset.key, actor=cast.alice, upload=upload, path="more.csv")
    resubmit(dataset, cast.alice, title={"en": "Another"}, keywords=[{"term": {"en": "salt"}}])
    page = page_of(client, cast, dataset)
    names = [each.get("id") for each in page.xpath("//section[@class='side']")]
    assert names == ["change-title", "change-keywords", "change-files"]
    turns = [[link.get("href") for link in each.xpath(".//nav//a")] for each in page.xpath("//section[@class='side']")]
    assert turns == [
        ["#change-files", "#change-keywords"],
        ["#change-title", "#change-files"],
        ["#change-keywords", "#change-title"],
    ]
    inline = client.get(f"/moderation/{dataset.key}/").text
    assert '<a href="#field-files">Previous change</a> <a href="#field-keywords">Next change</a>' in inline


def test_files_are_told_as_added_removed_replaced_or_renamed(client: Client, cast: Cast) -> None:
    dataset = sent_back(cast, under_review(cast.alice, files={"a.csv": b"a\n1\n", "b.csv": b"b\n", "c.csv": b"c\n"}))
    dataset.draft_files.get(path="b.csv").delete()
    dataset.draft_files.filter(path="c.csv").update(path="renamed.csv")
    dataset.draft_files.get(path="a.csv").delete()
    for path, content in (("a.csv", b"a\n2\n22\n"), ("d.csv", b"d\n")):
        upload = SimpleUploadedFile(path, content)
        attach_upload(dataset_key=dataset.key, actor=cast.alice, upload=upload, path=path)
    resubmit(dataset, cast.alice)
    sides = side_by_side(*RecordVersion.objects.filter(dataset=dataset).order_by("number"))
    assert sorted((file.change, file.before_path, file.after_path) for file in sides.files) == [
        ("added", "", "d.csv"),
        ("removed", "b.csv", ""),
        ("renamed", "c.csv", "renamed.csv"),
        ("replaced", "a.csv", "a.csv"),
    ]
    text = page_of(client, cast, dataset).xpath("//section[@id='change-files']")[0].text_content()
    for words in ("replaced", "renamed, the same bytes", "added", "removed"):
        assert words in text


def test_long_lists_fold_what_did_not_change(cast: Cast) -> None:
    people = [{"kind": "person", "family": f"Marin{number}", "given": "Clara"} for number in range(30)]
    dataset = sent_back(cast, under_review(cast.alice, creators=people))
    people[10]["given"] = "Claire"
    resubmit(dataset, cast.alice, creators=people)
    (row,) = side_by_side(*RecordVersion.objects.filter(dataset=dataset).order_by("number")).rows
    assert [(len(part.lines), part.is_folded) for part in row.parts] == [
        (1, False), (8, True), (1, False), (1, False), (1, False), (17, True), (1, False),
    ]  # fmt: skip


def test_any_earlier_version_can_stand_beside_it(client: Client, cast: Cast) -> None:
    dataset = sent_back(cast, under_review(cast.alice, title={"en": "First"}))
    sent_back(cast, resubmit(dataset, cast.alice, title={"en": "Second"}))
    resubmit(dataset, cast.alice, title={"en": "Third"})
    assert "Second" in halves(page_of(client, cast, dataset), "title")[0][0]
    assert "First" in halves(page_of(client, cast, dataset, "?since=1"), "title")[0][0]
    for odd in ("?since=99", "?since=x", "?since=3"):
        assert "Second" in halves(page_of(client, cast, dataset, odd), "title")[0][0]


def test_a_correction_stands_beside_what_is_public(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice, title={"en": "Oxigen"})
    answer(dataset, cast.bob, DatasetState.ACCEPTED)
    begin_correction(dataset_key=published(dataset).key, actor=cast.alice)
    resubmit(dataset, cast.alice, title={"en": "Oxygen"})
    page = page_of(client, cast, dataset)
    assert halves(page, "title") == [("Before: Oxigen", "Now: Oxygen")]
    assert "public since" in page.xpath("//nav[@aria-label='Compare with']")[0].text_content()


def test_a_decision_on_a_version_that_changed_under_the_reader_shows_files_and_access(
    client: Client, cast: Cast
) -> None:
    dataset = under_review(cast.alice)
    client.force_login(cast.bob)
    client.get(f"/moderation/{dataset.key}/")
    read = dataset.submitted_version
    assert read is not None
    take_back_dataset(dataset_key=dataset.key, actor=cast.alice)
    until = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=90)
    set_access(dataset_key=dataset.key, actor=cast.alice, access=AccessPolicy.EMBARGOED, embargo_until=until)
    upload = SimpleUploadedFile("more.csv", b"a\n1\n")
    attach_upload(dataset_key=dataset.key, actor=cast.alice, upload=upload, path="more.csv")
    write_draft(dataset_key=dataset.key, actor=cast.alice, fields={})
    submit_dataset(dataset_key=dataset.key, actor=cast.alice, agreement=accept_in_force("en"))
    run_room()
    said = {"outcome": "accepted", "version": read.number, "sha256": read.sha256, "reason": "Fine."}
    response = client.post(f"/moderation/{dataset.key}/decision/", said)
    assert response.status_code == 409
    assert "changed the files and the access to the files while you were reading" in response.text
    assert '<ins class="small">added</ins>' in response.text
    assert "Under embargo" in html.fromstring(response.text).xpath("//div[@id='field-access']//ins")[0].text
    assert f"changes/?since={read.number}" in response.text
    sides = page_of(client, cast, dataset, f"?since={read.number}")
    assert halves(sides, "access")[0][0] == "Before: Open to everyone"
