"""Looking through the files behind a link that hides the authors; a consumer, since it may take minutes."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.module_loading import import_string

from repository.anonymity.looking import Look, look_at_name, look_at_reading, look_through
from repository.anonymity.seeking import Seeker
from repository.errors import PermanentFailure, TransientFailure
from repository.models import DataFile, DraftFile, Inspection, LookedFile, ReviewerLink
from repository.queries.anonymity import known_in
from repository.queries.reviewer_links import files_behind
from repository.services.deliveries import Claim
from repository.services.files import open_draft

logger = logging.getLogger(__name__)


def look_through_files(*, claim: Claim) -> None:
    """``link.made``, ``looking.ordered``: find out which files name the authors. What was seen is not seen again."""
    link = ReviewerLink.objects.select_related("grant", "deposit").filter(pk=claim.event.payload["link"]).first()
    rows = _looked(link) if link is not None and link.hides_authors else []
    with claim.complete():
        for row in rows:
            LookedFile.objects.update_or_create(
                link=row.link,
                file=row.file,
                defaults={
                    "known": row.known,
                    "tells": row.tells,
                    "is_whole": row.is_whole,
                    "is_given": row.is_given,
                },
            )


def _looked(link: ReviewerLink) -> list[LookedFile]:
    known = known_in(link.deposit)
    seeker, digest = Seeker(known), known.digest
    before = {row.file_id: row for row in LookedFile.objects.filter(link=link)}
    rows = []
    for place in files_behind(link).select_related("file").order_by("pk"):
        earlier = before.get(place.file_id)
        if earlier is not None and earlier.known == digest:
            continue
        row = _look_at(link, place, seeker, digest)
        row.is_given = earlier is not None and earlier.is_given and earlier.tells == row.tells
        rows.append(row)
    logger.info("link.looked link=%s files=%d telling=%d", link.key, len(rows), sum(bool(row.tells) for row in rows))
    return rows


def _look_at(link: ReviewerLink, place: DraftFile, seeker: Seeker, digest: str) -> LookedFile:
    tells = look_at_name(place.path, seeker)
    inspection = Inspection.objects.filter(file=place.file).first()
    tells += look_at_reading(inspection.reading if inspection else None, seeker)
    look = _bytes_of(place.file, seeker)
    told = {tell.words.casefold() for tell in tells}
    tells += [tell for tell in look.tells if tell.words.casefold() not in told]
    said = [{"english": tell.english, "french": tell.french, "words": tell.words} for tell in tells]
    return LookedFile(link=link, file=place.file, known=digest, tells=said, is_whole=look.is_whole)


def _bytes_of(file: DataFile, seeker: Seeker) -> Look:
    try:
        with open_kept(file) as source:
            return look_through(source, seeker)
    except (OSError, PermanentFailure, TransientFailure):
        logger.warning("link.unlooked file=%d", file.number)
        return Look(is_whole=False)


def open_kept(file: DataFile) -> BinaryIO:
    """The bytes of a file to read: of a draft in its store, else in the sealed package."""
    if file.draft_path:
        return open_draft(file)
    find: Callable[[DataFile], Path] = import_string(settings.PACKAGE_FILES)
    return find(file).open("rb")
