"""The `meta` elements of a page: what reference managers and search engines for scholars read."""

from dataclasses import replace

from hypothesis import given, settings

from repository.crosswalks.citation import cite
from repository.crosswalks.edition import Edition, EditionAccess
from repository.crosswalks.head_meta import MetaTag, meta_tags
from repository.record.model import Record
from tests.repository.crosswalks import cast
from tests.strategies import PATIENT
from tests.strategies.records import records


def tags(record: Record, edition: Edition, fragment: int | None = None) -> tuple[MetaTag, ...]:
    return meta_tags(record, edition, cite(record, edition, fragment))


def said(found: tuple[MetaTag, ...], name: str) -> list[str]:
    """What the elements of one name say."""
    return [tag.content for tag in found if tag.name == name]


def test_the_full_record_is_told_in_both_dialects() -> None:
    record, edition = cast.full_record(), cast.edition()
    found = tags(record, edition)
    assert said(found, "citation_title") == said(found, "DC.title") == [record.main_title]
    names = [creator.name for creator in record.creators]
    assert said(found, "citation_author") == said(found, "DC.creator") == names
    assert said(found, "citation_doi") == [edition.doi]
    assert said(found, "DC.identifier") == [edition.doi_url]
    assert said(found, "citation_publication_date") == [edition.published.strftime("%Y/%m/%d")]
    assert said(found, "DCTERMS.issued") == [edition.published.isoformat()]
    assert said(found, "citation_publisher") == said(found, "DC.publisher") == [edition.publisher]
    assert said(found, "DC.type") == ["Dataset"]
    assert record.licence
    assert said(found, "DCTERMS.license") == [record.licence.address]
    assert said(found, "DC.description")
    assert said(found, "DC.subject") == said(found, "citation_keywords") != []


def test_people_are_followed_by_what_belongs_to_them() -> None:
    order = [tag.name for tag in tags(cast.full_record(), cast.edition()) if tag.name.startswith("citation_author")]
    assert order[:3] == ["citation_author", "citation_author_institution", "citation_author_orcid"]


def test_a_test_doi_is_not_given_to_programs_that_would_look_it_up() -> None:
    found = tags(cast.full_record(), replace(cast.edition(), doi_resolves=False, site_url="https://data.example.org"))
    assert said(found, "citation_doi") == []
    assert not any("//doi.org/" in tag.content for tag in found)


def test_access_is_told_in_words_that_programs_know() -> None:
    for access in EditionAccess:
        found = tags(cast.full_record(), replace(cast.edition(), access=access))
        assert said(found, "DCTERMS.accessRights") == [f"info:eu-repo/semantics/{access.value}Access"]


@settings(parent=PATIENT, max_examples=15)
@given(record=records())
def test_any_record_gives_single_lines_that_say_something(record: Record) -> None:
    found = tags(record, cast.edition())
    assert all(tag.content.strip() and len(tag.content.splitlines()) == 1 for tag in found)
    assert len(found) < 500
    assert said(found, "citation_title")
