"""What a link that hides the authors hides, told to its makers: field by field, and file by file."""

from dataclasses import dataclass

from django.utils.translation import get_language

from repository.models import Dataset, LookedFile, ReviewerLink
from repository.queries.anonymity import known_in
from repository.queries.deposits import Title, dataset_title
from repository.queries.reviewer_links import files_behind
from repository.queries.reviewer_page import FileChoice, choices_of, nameless_draft
from repository.record.document import Path
from repository.record.labels import label_of, where_of

PAGE_OF_FILES = 100


@dataclass(frozen=True, slots=True)
class FieldFinding:
    """A text of the description, and the words of it that are hidden."""

    dataset: Title
    field: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileFinding:
    """A file that is withheld, or was given by choice. ``places``: where it tells, each with the words."""

    number: int
    path: str
    places: tuple[tuple[str, str], ...]
    is_whole: bool
    is_given: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """All of it. ``waiting``: files that were not looked through for what is known today. ``more``: is a next page."""

    fields: tuple[FieldFinding, ...]
    files: tuple[FileFinding, ...]
    count: int
    waiting: int
    page: int
    more: bool


def findings_of(link: ReviewerLink, *, page: int = 1) -> Findings:
    """What is hidden in the texts today, and a page of the files that may tell."""
    known = known_in(link.deposit)
    fields = []
    places = files_behind(link)
    datasets = Dataset.objects.filter(deposit=link.deposit, is_removed=False).select_related("deposit")
    for dataset in datasets.filter(pk=link.grant.dataset_id) if link.grant.dataset_id else datasets:
        for path, words in nameless_draft(dataset, known).words.items():
            fields.append(FieldFinding(dataset_title(dataset), _label(path), words))
    clean = LookedFile.objects.filter(link=link, known=known.digest, is_whole=True, tells=[])
    seen = LookedFile.objects.filter(link=link, known=known.digest)
    telling = places.filter(file__in=seen.exclude(pk__in=clean).values("file_id")).order_by("dataset_id", "path")
    page = max(page, 1)
    count, first = telling.count(), (page - 1) * PAGE_OF_FILES
    shown = list(telling.select_related("file")[first : first + PAGE_OF_FILES])
    return Findings(
        fields=tuple(fields),
        files=tuple(_file(choice) for choice in choices_of(link, shown, known)),
        count=count,
        waiting=places.exclude(file__in=seen.values("file_id")).count(),
        page=page,
        more=first + PAGE_OF_FILES < count,
    )


def _file(choice: FileChoice) -> FileFinding:
    language = "french" if (get_language() or "en").startswith("fr") else "english"
    tells = choice.looked.tells if choice.looked else []
    return FileFinding(
        number=choice.place.file.number,
        path=choice.place.path,
        places=tuple((str(tell[language]), str(tell["words"])) for tell in tells),
        is_whole=choice.looked is not None and choice.looked.is_whole,
        is_given=choice.is_given,
    )


def _label(path: Path) -> str:
    """The field in the reader's language, and the entry of a list that it stands in."""
    side = 1 if (get_language() or "en").startswith("fr") else 0
    return f"{label_of(path)[side]}{where_of(path)[side]}"
