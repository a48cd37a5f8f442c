"""What the bearer of a private link sees of a dataset: the page as it will appear, with its authors or without."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from repository.anonymity.hiding import Nameless, nameless
from repository.anonymity.names import Known
from repository.anonymity.seeking import Seeker
from repository.models import Dataset, DraftFile, LookedFile, ReviewerLink
from repository.queries.anonymity import known_in
from repository.queries.deposits import dataset_title
from repository.queries.drafts import effective_document
from repository.queries.landing import draft_landing, unnamed_landing
from repository.queries.landing_layers import draft_file_list
from repository.queries.landing_parts import FileLine, FileList, LandingPage
from repository.record.assess import readable_part
from repository.record.model import Record


@dataclass(frozen=True, slots=True)
class FileChoice:
    """What a link does with one file, and why. ``looked`` is missing until the file was looked through."""

    place: DraftFile
    looked: LookedFile | None
    is_given: bool


def reviewer_page(link: ReviewerLink, dataset: Dataset, *, files_page: int = 1) -> LandingPage:
    """The page of a dataset behind a link."""
    if not link.hides_authors:
        page = draft_landing(dataset, files_page=files_page, file_address=lambda number: "")
        return replace(page, files=_with_addresses(link, dataset, page.files))
    known = known_in(link.deposit)
    record = nameless_record(dataset, known)
    titles = {each.path: each.title.best(record.language) for each in record.documents if each.title}
    files = draft_file_list(dataset, None, page=files_page, address=None, titles=titles)
    return unnamed_landing(dataset, record, _unnamed_files(link, dataset, files, known))


def titles_behind(link: ReviewerLink, datasets: Iterable[Dataset]) -> list[str]:
    """The titles of datasets as the bearer of the link may read them."""
    if not link.hides_authors:
        return [dataset_title(dataset).text for dataset in datasets]
    known = known_in(link.deposit)
    return [nameless_record(dataset, known).main_title for dataset in datasets]


def nameless_draft(dataset: Dataset, known: Known) -> Nameless:
    """The readable part of a draft without what names anybody, and what is hidden where."""
    record = readable_part(effective_document(dataset))
    document = record.model_dump(mode="json", exclude_none=True, exclude_defaults=True) if record else {}
    return nameless(document, Seeker(known), mark=_("[hidden]"))


def nameless_record(dataset: Dataset, known: Known) -> Record:
    """The same as a record; a text that became unreadable by it is left out."""
    document = nameless_draft(dataset, known).document
    untitled = {"title": {"en": _("Dataset without a title yet")}}
    return readable_part(document) or readable_part({**document, **untitled}) or Record.model_validate(untitled)


def file_behind(link: ReviewerLink, dataset: Dataset, place: int) -> DraftFile | None:
    """The file at a place of the draft, if the link gives it."""
    found = DraftFile.objects.filter(pk=place, dataset=dataset).select_related("file", "dataset").first()
    if found is None or not link.may_download:
        return None
    if not link.hides_authors:
        return found
    choice = next(iter(choices_of(link, [found], known_in(link.deposit))))
    return found if choice.is_given else None


def choices_of(link: ReviewerLink, places: Sequence[DraftFile], known: Known) -> tuple[FileChoice, ...]:
    """What the link does with each file: given where it was looked through whole and tells nothing, or by choice."""
    digest = known.digest
    rows = LookedFile.objects.filter(link=link, file__in=[place.file_id for place in places], known=digest)
    looked = {row.file_id: row for row in rows}
    return tuple(_choice(place, looked.get(place.file_id)) for place in places)


def _choice(place: DraftFile, looked: LookedFile | None) -> FileChoice:
    is_clean = looked is not None and looked.is_whole and not looked.tells
    return FileChoice(place, looked, is_given=looked is not None and (is_clean or looked.is_given))


def _places(dataset: Dataset, lines: Iterable[FileLine]) -> dict[int, DraftFile]:
    """Number of a file -> its place in the draft."""
    numbers = [line.number for line in lines]
    found = DraftFile.objects.filter(dataset=dataset, file__number__in=numbers).select_related("file")
    return {place.file.number: place for place in found}


def _address(link: ReviewerLink, dataset: Dataset, place: DraftFile | None) -> str:
    if place is None or not link.may_download:
        return ""
    return reverse("reviewer-file", args=[link.key, dataset.position, place.pk])


def _with_addresses(link: ReviewerLink, dataset: Dataset, files: FileList) -> FileList:
    places = _places(dataset, files.lines)
    lines = tuple(replace(line, url=_address(link, dataset, places.get(line.number))) for line in files.lines)
    return replace(files, lines=lines, zip_url="", manifest_url="")


def _unnamed_files(link: ReviewerLink, dataset: Dataset, files: FileList, known: Known) -> FileList:
    """Files that tell, or were not looked through, stand there without their names."""
    places = _places(dataset, files.lines)
    given = {choice.place.file.number for choice in choices_of(link, list(places.values()), known) if choice.is_given}
    lines = []
    for index, line in enumerate(files.lines, start=files.start):
        bare = replace(line, sha256="", number=0)
        if line.number in given:
            lines.append(replace(bare, url=_address(link, dataset, places.get(line.number))))
        else:
            name = _("File %(number)d, withheld") % {"number": index}
            lines.append(replace(bare, folder="", name=name, url="", title=""))
    return replace(files, lines=tuple(lines), zip_url="", manifest_url="")
