"""Files of drafts with readings made up by the tests, through the rows that the real reading writes."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from repository.inspection.reading import Place, Problem, Proposal, Reading
from repository.models import DataFile, Dataset, Inspection, Person
from repository.queries.proposals import ProposalLine, files_say
from repository.services.files import attach_upload
from repository.services.inspections import take_down
from repository.services.proposals import Answer

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>"


def attribute(name: str) -> Place:
    """Where an attribute stands."""
    return Place(f"attribute `{name}`", f"attribut `{name}`")


def problem(code: str = "unit-unsaid", severity: Any = "warning") -> Problem:
    """Something wrong with a file."""
    return Problem(code, severity, attribute("units"), "Column 9 has no unit.", "La colonne 9 n’a pas d’unité.")


def attach(dataset: Dataset, person: Person, path: str, content: bytes = b"") -> DataFile:
    """A file in the draft that nobody has read yet."""
    upload = SimpleUploadedFile(path, content or path.encode())
    return attach_upload(dataset_key=dataset.key, actor=person, upload=upload, path=path).file


def told(dataset: Dataset, person: Person, path: str, *problems: Problem, **proposals: Any) -> DataFile:
    """A file in the draft that was read; ``proposals``: field (``__`` for a slash) -> value."""
    file = attach(dataset, person, path)
    found = tuple(
        Proposal(name.replace("__", "/"), value, attribute(name.partition("__")[0]))
        for name, value in proposals.items()
    )
    reading = Reading("NetCDF-4", found, problems, {"variables": 5})
    take_down(row=Inspection.objects.get(file=file), reading=reading, seconds=0.5)
    return file


def line_of(dataset: Dataset, field: str) -> ProposalLine:
    """What the files say of a field, and how it stands."""
    dataset.refresh_from_db()
    return next(line for line in files_say(dataset).lines if line.field == field)


def answer_to(dataset: Dataset, field: str, choice: int | None = None) -> Answer:
    """The answer of somebody who sees the page as it is now."""
    line = line_of(dataset, field)
    return Answer(field, line.mark, line.seen, "" if choice is None else line.choices[choice].mark)
