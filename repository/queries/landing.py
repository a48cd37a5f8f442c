"""The landing page of a dataset: as the public sees it, as a draft will appear, and as a tombstone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from repository.access import files_are_open, public_files_are_open, public_policy
from repository.crosswalks.citation import cite, text
from repository.crosswalks.citation_styles import language_of
from repository.crosswalks.edition import Edition, EditionAccess
from repository.crosswalks.formats import EXPORTS
from repository.crosswalks.schema_org import HEAD_FILES
from repository.models import AccessPolicy, Dataset, Pole, Publication, RecordVersion
from repository.queries import landing_words as words
from repository.queries import landing_works as works
from repository.queries.drafts import effective_document
from repository.queries.editions import Few, edition_of, landing_url, registrar_of
from repository.queries.landing_core import core_of, public_core
from repository.queries.landing_exports import exports_of_page
from repository.queries.landing_facts import facts_of, making_of
from repository.queries.landing_fair import fairness_of_draft, fairness_of_layer
from repository.queries.landing_head import head_of
from repository.queries.landing_layers import Asked, FileAddress, draft_file_list, layer_file_list
from repository.queries.landing_parts import (
    CitationView,
    FileList,
    Flag,
    LandingPage,
    Link,
    PageKind,
    People,
    Said,
)
from repository.queries.landing_stations import inside_link, stations_of
from repository.queries.relations import related_lines
from repository.queries.styled_citations import all_styles
from repository.queries.usage import usage_of
from repository.record.assess import readable_part
from repository.record.canonical import parse
from repository.record.model import Record
from repository.templatetags.formatting import day_text

_CITED_WITH = ("bibtex", "ris", "csl-json")


def public_landing(
    dataset: Dataset,
    *,
    fragment: int | None = None,
    asked: Asked = Asked(),  # noqa: B008 (immutable)
    all_layers: bool = False,
    version: RecordVersion | None = None,
) -> LandingPage:
    """The page of a public dataset; with ``fragment`` that of one layer. Raises ``LookupError`` for no such layer.
    ``version``: the description to show, where it is not the one of now.
    """
    described = version or dataset.current_version
    if described is None:
        raise LookupError(f"{dataset} is not public")
    record = parse(bytes(described.document))
    edition = edition_of(dataset, with_files=False, few=Few(HEAD_FILES, fragment))
    newest = edition.newest_layer
    shown = fragment if fragment is not None else (newest.fragment if newest else None)
    is_open = public_files_are_open(dataset)
    titles = dict(_titles(record))
    files = layer_file_list(dataset, shown, asked, is_open=is_open, titles=titles) if shown is not None else FileList()
    core = public_core(dataset, edition, current=shown, everything=all_layers)
    stations = stations_of(dataset, shown if is_open else None)
    page = _page(PageKind.PUBLIC, dataset, record, edition, files)
    page = replace(
        page,
        place=replace(page.place, stations=stations),
        flags=(*_access_flags(edition), *page.flags),
        fragment=shown,
        is_newest=newest is None or shown == newest.fragment,
        **core._asdict(),
        inside=inside_link(dataset, shown if is_open else None),
        documents=works.documents_of(record, dataset, shown if is_open else None),
        fair=fairness_of_layer(record, edition, dataset, shown),
        usage=usage_of(dataset.pk),
        elsewhere=words.elsewhere_of(dataset.elsewhere),
        related=(*page.related, *related_lines(dataset, record)),
        embargo_until=None if is_open else public_policy(dataset)[1],
    )
    return _with_citations(page, dataset, record, edition, fragment)


def _with_citations(
    page: LandingPage, dataset: Dataset, record: Record, edition: Edition, fragment: int | None
) -> LandingPage:
    """The page with all by which it is cited, by people and by programs. Raises ``LookupError`` for no such layer."""
    return replace(
        page,
        citation=_cited(record, edition, fragment),
        other_citation=_other_citation(record, edition, fragment, page.layer_count),
        exports=exports_of_page(dataset, record, fragment),
        head=head_of(dataset, record, edition, fragment),
    )


def draft_landing(
    dataset: Dataset,
    *,
    version: RecordVersion | None = None,
    files_page: int = 1,
    file_address: FileAddress | None = None,
) -> LandingPage:
    """The page as it will appear: of the draft as it stands, or of one version that was submitted.

    What cannot be read of a draft is left out. Without ``file_address`` its files have no links.
    """
    record = parse(bytes(version.document)) if version else _readable(dataset)
    policy, until = (version.access, version.embargo_until) if version else (dataset.access, dataset.embargo_until)
    edition = _draft_edition(dataset, policy, until)
    files = draft_file_list(dataset, version, page=files_page, address=file_address, titles=dict(_titles(record)))
    core = core_of(dataset, current=None)
    page = _page(PageKind.DRAFT, dataset, record, edition, files)
    flags = (*_access_flags(edition), *page.flags)
    fair = fairness_of_draft(record, edition, dataset, version)
    return replace(page, flags=flags, **core._asdict(), embargo_until=until, fair=fair)


def unnamed_landing(dataset: Dataset, record: Record, files: FileList) -> LandingPage:
    """The page of a draft without DOI, citation and people. ``record`` and ``files`` name nobody by then."""
    page = _page(PageKind.DRAFT, dataset, record, _draft_edition(dataset, dataset.access, dataset.embargo_until), files)
    flags = tuple(_access_flags(_draft_edition(dataset, dataset.access, dataset.embargo_until)))
    return replace(
        page,
        suffix="",
        doi="",
        doi_url="",
        url="",
        people=People(),
        citation=CitationView("", "", ""),
        flags=flags,
        documents=(),
        related=(),
        funding=(),
        services=(),
        embargo_until=dataset.embargo_until,
        is_unnamed=True,
    )


def tombstone(dataset: Dataset) -> LandingPage:
    """What stays of a withdrawn dataset: title, people, citation, date and reason; no file, not even by name."""
    if dataset.current_version is None:
        raise LookupError(f"{dataset} was never public")
    record = parse(bytes(dataset.current_version.document))
    edition = edition_of(dataset, with_files=False)
    return LandingPage(
        kind=PageKind.TOMBSTONE,
        suffix=dataset.suffix,
        doi=edition.doi,
        doi_url=edition.doi_url,
        url=edition.url,
        doi_resolves=edition.doi_resolves,
        title=_title(record),
        other_titles=words.other_titles(record),
        people=words.people_of(record),
        citation=_cited(record, edition, None, with_exports=False, with_styles=False),
        flags=(Flag(state="withdrawn"), *_test_flag(edition)),
        withdrawn_on=dataset.withdrawn_on,
        withdrawal_reason=dataset.withdrawal_reason,
    )


def _page(kind: PageKind, dataset: Dataset, record: Record, edition: Edition, files: FileList) -> LandingPage:
    """What a public page and a preview have in common."""
    published = None if kind is PageKind.DRAFT and not dataset.first_published else edition.published
    return LandingPage(
        kind=kind,
        suffix=dataset.suffix,
        doi=edition.doi,
        doi_url=edition.doi_url,
        url=edition.url,
        doi_resolves=edition.doi_resolves,
        title=_title(record),
        people=words.people_of(record),
        citation=_cited(record, edition, None, with_exports=kind is PageKind.PUBLIC),
        other_titles=words.other_titles(record),
        flags=tuple(_test_flag(edition)),
        disciplines=_disciplines(record),
        abstract=words.said(record.abstract, record),
        other_abstracts=words.other_languages(record.abstract, record),
        keywords=words.keywords_of(record),
        place=words.place_of(record),
        facts=facts_of(
            record,
            published=published,
            updated=edition.updated if published else None,
            files=files.count,
            size=files.size,
        ),
        making=making_of(record),
        files=files,
        variables=works.variables_of(record),
        lineage=words.said(record.lineage, record),
        quality=words.said(record.quality, record),
        licence=words.licence_of(record.licence),
        use_limitations=words.said(record.use_limitations, record),
        access_note=words.said(record.access_note, record),
        documents=works.documents_of(record, dataset, None),
        related=works.related_of(record),
        funding=works.funding_of(record),
        services=works.services_of(record),
    )


def _readable(dataset: Dataset) -> Record:
    document = effective_document(dataset)
    untitled = {"title": {words.reader_language(): _("No title yet")}}
    return readable_part(document) or readable_part({**document, **untitled}) or Record.model_validate(untitled)


def _draft_edition(dataset: Dataset, policy: str, until: date | None) -> Edition:
    today = datetime.now(UTC).date()
    is_open = files_are_open(Dataset(access=policy, embargo_until=until))
    return Edition(
        doi=dataset.doi,
        url=landing_url(dataset),
        publisher=settings.SITE_NAME,
        published=dataset.first_published or today,
        updated=today,
        number=Publication.objects.filter(dataset=dataset, published_at__isnull=False).count() + 1,
        access=EditionAccess.OPEN if is_open else EditionAccess(policy),
        embargo_until=until,
        doi_resolves=registrar_of(dataset).resolves,
        site_url=settings.SITE_URL,
    )


def _title(record: Record) -> Said:
    tag = record.title.best_language(words.reader_language(), record.language)
    return Said(record.title[tag], words.lang_of(tag))


def _titles(record: Record) -> Iterator[tuple[str, str]]:
    """Path of a documented file -> its title."""
    for document in record.documents:
        title = words.said(document.title, record)
        if title:
            yield document.path, title.text


def _disciplines(record: Record) -> tuple[Link, ...]:
    poles = Pole.objects.in_bulk(list(record.poles), field_name="code") if record.poles else {}
    return tuple(Link(poles[code].name, f"{reverse('search')}?pole={code}") for code in record.poles if code in poles)


def _cited(
    record: Record, edition: Edition, fragment: int | None, *, with_exports: bool = True, with_styles: bool = True
) -> CitationView:
    citation = cite(record, edition, fragment)
    suffix = edition.doi.partition("/")[2]
    query = "" if fragment is None else f"?layer={fragment}"
    exports = [(EXPORTS[name].title, f"{reverse('export', args=[suffix, name])}{query}") for name in _CITED_WITH]
    language = language_of(words.reader_language())
    html_url = f"{reverse('citation-html', args=[suffix])}{query or '?'}{'&' if query else ''}locale={language}&"
    return CitationView(
        text=text(replace(citation, url="", resolves=True)),
        doi_url=citation.url,
        url=reverse("landing", args=[suffix]) if fragment is None else reverse("layer", args=[suffix, fragment]),
        exports=tuple(exports) if with_exports else (),
        styles=tuple(all_styles(record, citation, language)) if with_styles else (),
        html_url=html_url,
    )


def _other_citation(record: Record, edition: Edition, fragment: int | None, layer_count: int) -> CitationView | None:
    """Of a series: the newest layer where the whole is cited, the whole where a layer is."""
    if fragment is not None:
        return _cited(record, edition, None, with_styles=False)
    newest = edition.newest_layer
    return _cited(record, edition, newest.fragment, with_styles=False) if newest and layer_count > 1 else None


def _access_flags(edition: Edition) -> Iterator[Flag]:
    """Only exceptions are marked: open access has no badge."""
    if edition.access is EditionAccess.EMBARGOED and edition.embargo_until:
        until = _("Embargoed until %(date)s") % {"date": day_text(edition.embargo_until)}
        yield Flag(text=until, kind="warn", icon="clock")
    elif edition.access is not EditionAccess.OPEN:
        yield Flag(state=AccessPolicy(edition.access).value)


def _test_flag(edition: Edition) -> Iterator[Flag]:
    if not edition.doi_resolves:
        yield Flag(text=_("Test DOI, does not resolve"), kind="warn", icon="info")
