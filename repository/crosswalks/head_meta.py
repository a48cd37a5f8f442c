"""Record -> the `meta` elements in the head of a page: Highwire Press (`citation_*`) and Dublin Core (DC-HTML).

Read by reference managers and search engines for scholars. Short: long lists are cut, the records have all.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from repository.crosswalks.bibtex import keywords_of
from repository.crosswalks.citation import Citation
from repository.crosswalks.dcmi import type_of
from repository.crosswalks.edition import Edition
from repository.crosswalks.phrases import access_terms, data_language, media_types
from repository.crosswalks.xml_text import language_tag, one_line
from repository.record.model import Record
from repository.record.people import Person

MOST: Final = 50
"""Of people, words and formats."""
MOST_LETTERS: Final = 2_000
"""Of a description."""

SCHEMAS: Final = (("schema.DC", "http://purl.org/dc/elements/1.1/"), ("schema.DCTERMS", "http://purl.org/dc/terms/"))
"""What the prefixes of the names below mean: `link` elements beside them (DC-HTML, 2008)."""


class MetaTag(NamedTuple):
    """One `meta` element; ``lang`` where it is known and not that of every reader."""

    name: str
    content: str
    lang: str = ""


def meta_tags(record: Record, edition: Edition, citation: Citation) -> tuple[MetaTag, ...]:
    """The elements of the page on which `citation` is given: of the whole dataset, or of one layer."""
    tags = (*_highwire(record, edition, citation), *_dublin_core(record, edition, citation))
    lines = (tag._replace(content=one_line(tag.content)) for tag in tags)
    return tuple(line for line in lines if line.content)


def _highwire(record: Record, edition: Edition, citation: Citation) -> Iterator[MetaTag]:
    """A test DOI is no `citation_doi`: programs would look it up at the DOI proxy."""
    yield MetaTag("citation_title", citation.full_title, language_tag(record.main_title_language))
    for creator in citation.creators[:MOST]:
        yield MetaTag("citation_author", creator.name)
        if isinstance(creator, Person):
            for affiliation in creator.affiliations[:1]:
                yield MetaTag("citation_author_institution", affiliation.name)
            yield MetaTag("citation_author_orcid", f"https://orcid.org/{creator.orcid}" if creator.orcid else "")
    yield MetaTag("citation_publication_date", citation.day.strftime("%Y/%m/%d"))
    yield MetaTag("citation_publisher", citation.publisher)
    yield MetaTag("citation_doi", citation.doi if edition.doi_resolves else "")
    yield MetaTag("citation_abstract_html_url", edition.url)
    yield MetaTag("citation_language", citation.language)
    for words in keywords_of(record)[:MOST]:
        yield MetaTag("citation_keywords", words)


def _dublin_core(record: Record, edition: Edition, citation: Citation) -> Iterator[MetaTag]:
    yield MetaTag("DC.identifier", citation.url)
    yield MetaTag("DC.title", citation.full_title, language_tag(record.main_title_language))
    for creator in citation.creators[:MOST]:
        yield MetaTag("DC.creator", creator.name)
    yield MetaTag("DC.publisher", citation.publisher)
    yield MetaTag("DCTERMS.issued", citation.day.isoformat())
    yield MetaTag("DCTERMS.modified", max(edition.updated, citation.day).isoformat())
    yield MetaTag("DC.type", type_of(record.resource_type.general))
    yield MetaTag("DC.language", data_language(record))
    if record.abstract:
        tag = record.abstract.best_language(record.language)
        yield MetaTag("DC.description", record.abstract[tag][:MOST_LETTERS], language_tag(tag))
    for words in keywords_of(record)[:MOST]:
        yield MetaTag("DC.subject", words)
    for form in media_types(record, edition)[:MOST]:
        yield MetaTag("DC.format", form)
    if record.licence:
        yield MetaTag("DCTERMS.license", record.licence.address or record.licence.title)
    yield MetaTag("DCTERMS.accessRights", access_terms(edition)[0])
