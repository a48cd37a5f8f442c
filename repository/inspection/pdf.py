"""Reads a PDF: its number of pages, and its title where one was really given. Nothing in it is run or rendered."""

import logging
import re
from pathlib import Path, PurePosixPath
from typing import Any, Final

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from repository.inspection.archive.members import follows
from repository.inspection.reading import Place, Proposal, Reading
from repository.inspection.remarks import Sentences, line_of, remark, shown, unreadable

_TITLE: Final = Place("title in the properties of the PDF", "titre dans les propriétés du PDF")
_FAILURES: Final = (
    PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError,
    NotImplementedError, OSError, AssertionError, ArithmeticError,
)  # fmt: skip
"""What pypdf raises for damaged files, beside its own errors."""

_MADE_BY_PROGRAMS: Final = re.compile(
    r"(microsoft (word|powerpoint|excel)\b.*|untitled.*|sans (titre|nom).*|document ?\d*|title|titre|slide ?\d*|"
    r"pr[eé]sentation ?\d*|print|impression|scan.*|image|page ?\d*|layout ?\d*|"
    r"full page.*|latex.*|\(?anonymous\)?|.*\\.*)",
    re.IGNORECASE,
)
_FILE_NAME: Final = re.compile(
    r".*\.(pdf|docx?|odt|rtf|tex|dvi|ps|pptx?|odp|xlsx?|indd|qxd|pmd|html?|txt|md|ai|eps)", re.IGNORECASE
)

_SENTENCES: Final[Sentences] = {
    "pdf-unreadable": (
        "error",
        "This PDF cannot be read: it is damaged or cut. Export it again.",
        "Ce PDF est illisible : il est abîmé ou tronqué. Exportez-le de nouveau.",
    ),
    "pdf-encrypted": (
        "error",
        "This PDF is protected by a password, so nobody will read it later. Save it without one.",
        "Ce PDF est protégé par un mot de passe : personne ne le lira plus tard. Enregistrez-le sans.",
    ),
    "pdf-protected": (
        "warning",
        "This PDF is protected in a way that is not read here. Save it without protection, so that it can be kept.",
        (
            "Ce PDF est protégé d’une façon qui n’est pas lue ici. Enregistrez-le sans protection, pour qu’il "
            "puisse durer."
        ),
    ),
    "pdf-restricted": (
        "info",
        "This PDF opens without a password, but forbids some uses such as printing. Save it without protection.",
        (
            "Ce PDF s’ouvre sans mot de passe, mais interdit certains usages comme l’impression. Enregistrez-le "
            "sans protection."
        ),
    ),
    "pdf-without-pages": (
        "error",
        "This PDF has no page. Export it again.",
        "Ce PDF n’a aucune page. Exportez-le de nouveau.",
    ),
    "pdf-carries-archive": (
        "warning",
        "A zip archive follows the PDF in this file, where nobody will find it. Send it as a file of its own.",
        (
            "Une archive zip suit le PDF dans ce fichier, où personne ne la trouvera. "
            "Envoyez-la comme un fichier à part."
        ),
    ),
    "pdf-scripts": (
        "warning",
        "This PDF holds JavaScript, which archives cannot keep working. Save it as PDF/A.",
        "Ce PDF contient du JavaScript, qu’une archive ne peut garder en état de marche. Enregistrez-le en PDF/A.",
    ),
}


def read(path: Path, *, name: str) -> Reading:
    """Pages, title and protection. Errors: `Unreadable` with `pdf-unreadable` or `pdf-encrypted`."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with path.open("rb") as file:
            if b"%PDF-" not in file.read(1024):
                raise unreadable(_SENTENCES, "pdf-unreadable")
            return _reading(PdfReader(file, strict=False), name, carries=follows(path))
    except DependencyError as problem:
        raise unreadable(_SENTENCES, "pdf-protected") from problem
    except _FAILURES as problem:
        raise unreadable(_SENTENCES, "pdf-unreadable") from problem


def _reading(pdf: PdfReader, name: str, *, carries: bool) -> Reading:
    problems = []
    if pdf.is_encrypted:
        if not pdf.decrypt(""):
            raise unreadable(_SENTENCES, "pdf-encrypted")
        problems.append(remark(_SENTENCES, "pdf-restricted"))
    pages = len(pdf.pages)
    if not pages:
        problems.append(remark(_SENTENCES, "pdf-without-pages"))
    if carries:
        problems.append(remark(_SENTENCES, "pdf-carries-archive"))
    if _scripts(pdf):
        problems.append(remark(_SENTENCES, "pdf-scripts"))
    facts: dict[str, Any] = {"pages": pages, "version": pdf.pdf_header.removeprefix("%PDF-")[:8]}
    title = line_of(_said(pdf))
    proposals: tuple[Proposal, ...] = ()
    if title:
        facts["title"] = shown(title)
        if _meaningful(title, name):
            proposals = (Proposal("title", {"und": title}, _TITLE),)
    return Reading("PDF", proposals, tuple(problems), facts)


def _said(pdf: PdfReader) -> str | None:
    information = pdf.metadata
    return str(information.title) if information is not None and information.title else None


def _scripts(pdf: PdfReader) -> bool:
    """Whether the document starts a script, or carries a table of them."""
    root = pdf.root_object
    names = root.get("/Names")
    names = names.get_object() if names is not None else {}
    action = root.get("/OpenAction")
    action = action.get_object() if action is not None else {}
    return "/JavaScript" in names or (isinstance(action, dict) and "/JS" in action)


def _meaningful(title: str, name: str) -> bool:
    """Whether a person gave that title: not a program, not the name of a file, and more than one word."""
    stem = PurePosixPath(name).stem.casefold()
    if title.casefold() == stem or _FILE_NAME.fullmatch(title) or _MADE_BY_PROGRAMS.fullmatch(title):
        return False
    return len(title) >= 10 and " " in title and "\ufffd" not in title
