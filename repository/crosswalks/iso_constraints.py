"""ISO 19115: licence, access and limits of use, in the way of INSPIRE that both XML forms share."""

from collections.abc import Iterator

from repository.crosswalks.edition import Edition, EditionAccess, EditionStatus
from repository.crosswalks.iso_pen import Pen
from repository.crosswalks.iso_terms import CONDITIONS_UNKNOWN, NO_LIMITATIONS
from repository.crosswalks.phrases import access_terms
from repository.record.model import Record


def constraints(pen: Pen, record: Record, edition: Edition) -> Iterator[str]:
    """Limits of use, then the conditions of use, then access: one block each."""
    mco = pen.spelling.mco
    name = f"{pen.spelling.mri}:resourceConstraints"
    if record.use_limitations:
        said = pen.texts(f"{mco}:useLimitation", record.use_limitations)
        yield f"<{name}><{mco}:MD_Constraints>{said}</{mco}:MD_Constraints></{name}>"
    for inside in (_of_use(pen, record), _of_access(pen, record, edition)):
        yield f"<{name}><{mco}:MD_LegalConstraints>{inside}</{mco}:MD_LegalConstraints></{name}>"


def _of_use(pen: Pen, record: Record) -> str:
    mco = pen.spelling.mco
    restriction, name = f"{mco}:MD_RestrictionCode", f"{mco}:useConstraints"
    other = pen.code(name, restriction, "otherRestrictions")
    licence = record.licence
    if licence is None:
        return f"{other}{pen.line(f'{mco}:otherConstraints', 'conditions of use unknown', CONDITIONS_UNKNOWN)}"
    words = pen.line(f"{mco}:otherConstraints", licence.title, licence.address or "")
    return f"{pen.code(name, restriction, 'license')}{other}{words}"


def _of_access(pen: Pen, record: Record, edition: Edition) -> str:
    """The INSPIRE word for open data; for the others the right in the words of info:eu-repo, and until when."""
    mco = pen.spelling.mco
    uri, words = access_terms(edition)
    if edition.access is EditionAccess.OPEN and edition.status is EditionStatus.PUBLIC:
        uri, words = NO_LIMITATIONS, "no limitations to public access"
    elif edition.access is EditionAccess.EMBARGOED and edition.embargo_until:
        words = f"{words} until {edition.embargo_until.isoformat()}"
    said = pen.code(f"{mco}:accessConstraints", f"{mco}:MD_RestrictionCode", "otherRestrictions")
    said += pen.line(f"{mco}:otherConstraints", words, uri)
    return said + (pen.texts(f"{mco}:otherConstraints", record.access_note) if record.access_note else "")
