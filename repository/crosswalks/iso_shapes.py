"""ISO 19115 in the shapes that both of its XML forms have: citations, identifiers, dates, addresses, keywords."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from repository.crosswalks.edition import Edition, EditionAccess, EditionStatus
from repository.crosswalks.iso_pen import Pen
from repository.crosswalks.iso_terms import DATES
from repository.crosswalks.xml_text import address, one_line
from repository.record.model import Record
from repository.record.relations import RecordDate
from repository.record.subjects import Concept, Keyword, Named


def date(pen: Pen, name: str, day: str, kind: str, *, is_moment: bool = False) -> str:
    """A CI_Date of a year, a month, a day; `is_moment`: of a time."""
    cit, wrapper = pen.spelling.cit, "gco:DateTime" if is_moment else "gco:Date"
    code = pen.code(f"{cit}:dateType", f"{cit}:CI_DateTypeCode", kind)
    return (
        f"<{name}><{cit}:CI_Date><{cit}:date><{wrapper}>{day}</{wrapper}></{cit}:date>{code}</{cit}:CI_Date></{name}>"
    )


def citation(pen: Pen, title: str, *, dates: str = "", middle: str = "", rest: str = "") -> str:
    """A CI_Citation around a finished title: `middle` is what stands after its dates, `rest` what ends it."""
    cit = pen.spelling.cit
    if pen.spelling.is_old and not dates:
        dates = pen.nil("gmd:date", "unknown")
    return f"<{cit}:CI_Citation>{title}{dates}{middle}{rest}</{cit}:CI_Citation>"


def named_citation(pen: Pen, name: str, title: str, uri: str = "", **parts: str) -> str:
    """A property that cites something by its title."""
    return f"<{name}>{citation(pen, pen.line(f'{pen.spelling.cit}:title', title, uri), **parts)}</{name}>"


def identifier(
    pen: Pen,
    name: str,
    code: str,
    *,
    uri: str = "",
    space: str = "",
    said: str = "",
    scheme: tuple[str, str] = ("", ""),
) -> str:
    """An MD_Identifier: `scheme` is title and address of the vocabulary, `said` what the code stands for."""
    return coded(pen, name, pen.line(f"{pen.spelling.mcc}:code", code, uri), space=space, said=said, scheme=scheme)


def coded(
    pen: Pen,
    name: str,
    code: str,
    *,
    space: str = "",
    said: str = "",
    scheme: tuple[str, str] = ("", ""),
    is_system: bool = False,
) -> str:
    """An MD_Identifier around its finished code; `is_system`: of a reference system, which ISO 19139 tells apart."""
    mcc, is_old = pen.spelling.mcc, pen.spelling.is_old
    shape = f"{mcc}:RS_Identifier" if is_old and (space or is_system) else f"{mcc}:MD_Identifier"
    title, scheme_uri = scheme
    inside = named_citation(pen, f"{mcc}:authority", title or scheme_uri, scheme_uri) if title or scheme_uri else ""
    inside += code
    inside += pen.line(f"{mcc}:codeSpace", space) if space else ""
    inside += pen.line(f"{mcc}:description", said) if said and not is_old else ""
    return f"<{name}><{shape}>{inside}</{shape}></{name}>"


def identifier_of(pen: Pen, name: str, named: Named | Concept) -> str:
    """The identifier of something named, with the vocabulary it comes from; its code is the name where it has none."""
    code = named.identifier or named.name
    scheme = (named.scheme or "", named.scheme_uri or "")
    return identifier(pen, name, code, uri=named.uri or "", said=named.name, scheme=scheme)


def own_identifiers(pen: Pen, record: Record, edition: Edition) -> Iterator[str]:
    """The DOI as an address, then every other identifier of the dataset."""
    name = f"{pen.spelling.cit}:identifier"
    yield identifier(pen, name, edition.doi_url, space="doi.org" if edition.doi_resolves else "")
    for other in dict.fromkeys(map(one_line, edition.alternate_identifiers)):
        if other:
            yield identifier(pen, name, other)
    for own in record.identifiers:
        yield identifier(pen, name, own.value, space=own.kind)


def own_dates(pen: Pen, record: Record, edition: Edition) -> Iterator[str]:
    """First publication, newest revision, end of an embargo, withdrawal; then the record's own plain dates."""
    name = f"{pen.spelling.cit}:date"
    yield date(pen, name, edition.published.isoformat(), "publication")
    if edition.updated > edition.published:
        yield date(pen, name, edition.updated.isoformat(), "revision")
    if edition.access is EditionAccess.EMBARGOED and edition.embargo_until:
        yield date(pen, name, edition.embargo_until.isoformat(), "released")
    if edition.status is EditionStatus.WITHDRAWN and edition.withdrawn_on:
        yield date(pen, name, edition.withdrawn_on.isoformat(), "unavailable")
    for own in record.dates:
        if is_plain(own):
            yield date(pen, name, own.date, DATES[own.kind])


def is_plain(own: RecordDate) -> bool:
    """Whether a code of ISO says all of a date."""
    return own.kind in DATES and not own.end and not own.note


def date_words(record: Record) -> Iterator[str]:
    """The dates that no code says, in words: `Issued: 2025 (on paper)`."""
    for own in record.dates:
        if not is_plain(own):
            note = f" ({own.note})" if own.note else ""
            yield f"{own.kind}: {own.date}{f'/{own.end}' if own.end else ''}{note}"


class Link(NamedTuple):
    """An address of the dataset: `function` is a CI_OnLineFunctionCode, `profile` our word for a service."""

    url: str
    protocol: str
    name: str = ""
    description: str = ""
    function: str = ""
    profile: str = ""


def online(pen: Pen, name: str, link: Link) -> str:
    """A CI_OnlineResource; nothing where the address cannot be spelled."""
    cit, wrapper = pen.spelling.cit, pen.spelling.link
    url = address(link.url)
    if not url:
        return ""
    inside = f"<{cit}:linkage><{wrapper}>{url.replace('&', '&amp;')}</{wrapper}></{cit}:linkage>"
    said = (("protocol", link.protocol), ("applicationProfile", link.profile), ("name", link.name))
    for part, text in (*said, ("description", link.description)):
        inside += pen.line(f"{cit}:{part}", text) if text else ""
    inside += pen.code(f"{cit}:function", f"{cit}:CI_OnLineFunctionCode", link.function) if link.function else ""
    return f"<{name}><{cit}:CI_OnlineResource>{inside}</{cit}:CI_OnlineResource></{name}>"


class Word(NamedTuple):
    """A keyword that the record has as something else, such as the standard name of a variable."""

    term: str
    scheme: str | None = None
    scheme_uri: str | None = None
    uri: str | None = None
    kind: str = "theme"


def keywords(pen: Pen, entries: Iterable[Keyword | Word], *, day: str = "") -> Iterator[str]:
    """The keywords of one thesaurus and one kind together; those with an address apart, as anchors.

    `day`: date of publication of their thesaurus.
    """
    groups: dict[tuple[str, str, str, bool], list[Keyword | Word]] = {}
    for keyword in entries:
        has_address = bool(keyword.uri and address(keyword.uri))
        groups.setdefault((keyword.kind, keyword.scheme or "", keyword.scheme_uri or "", has_address), []).append(
            keyword
        )
    mri = pen.spelling.mri
    for (kind, scheme, scheme_uri, _), group in groups.items():
        inside = "".join(_term(pen, f"{mri}:keyword", each) for each in group)
        inside += pen.code(f"{mri}:type", f"{mri}:MD_KeywordTypeCode", kind)
        if scheme or scheme_uri:
            dates = date(pen, f"{pen.spelling.cit}:date", day, "publication") if day else ""
            inside += named_citation(pen, f"{mri}:thesaurusName", scheme or scheme_uri, scheme_uri, dates=dates)
        yield f"<{mri}:descriptiveKeywords><{mri}:MD_Keywords>{inside}</{mri}:MD_Keywords></{mri}:descriptiveKeywords>"


def _term(pen: Pen, name: str, keyword: Keyword | Word) -> str:
    if isinstance(keyword.term, str):
        return pen.line(name, keyword.term, keyword.uri or "")
    return pen.texts(name, keyword.term, keyword.uri or "")
