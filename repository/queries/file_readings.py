"""What reading the files of a draft found: a line beside each file, and findings of the description's assessment."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from repository.inspection.reading import Place, Problem
from repository.models import DraftFile, Gravity, Inspection
from repository.record.findings import Finding, Severity, Step

MOST_FILES: Final = 100
"""So many files with problems are looked at, the gravest first."""

MOST_PROBLEMS: Final = 20
"""So many problems of one file are told."""

MOST_FINDINGS: Final = 200
"""So many are told in all: who has more mends these first."""

MOST_FACTS: Final = 3
"""So many counts stand beside a file."""


@dataclass(frozen=True, slots=True)
class FileReading:
    """What is known of one file. ``is_waiting``: it is still to be read. ``facts``: in words."""

    is_waiting: bool
    format: str = ""
    facts: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def is_read(self) -> bool:
        """Whether a reader read it."""
        return bool(self.format)

    @property
    def findings(self) -> tuple[dict[str, str], ...]:
        """Its problems as a template shows them."""
        french = (get_language() or "en").startswith("fr")
        return tuple(
            {"severity": each.severity, "code": each.code, "sentence": each.french if french else each.english}
            for each in self.problems
        )


NOTHING_READ: Final = FileReading(is_waiting=False)


def readings_of(places: Iterable[DraftFile]) -> dict[int, FileReading]:
    """File (its key) -> what its reading says, for the files of one page."""
    found = Inspection.objects.filter(file__in=[place.file_id for place in places])
    rows = found.values_list("file_id", "read_at", "reading__format", "reading__facts", "reading__problems")
    return {
        file: FileReading(read_at is None, form or "", facts_words(facts or {}), _problems(problems))
        for file, read_at, form, facts, problems in rows
    }


def file_findings(places: QuerySet[DraftFile]) -> tuple[Finding, ...]:
    """The problems of the files at these places as findings of the step "files", each with the path of its file."""
    troubled = places.filter(file__inspection__gravity__gt=Gravity.NONE)
    rows = troubled.order_by("-file__inspection__gravity", "position", "path").values_list(
        "path", "file__inspection__reading__problems"
    )[:MOST_FILES]
    found = (_finding(path, problem) for path, problems in rows for problem in _problems(problems))
    return tuple(islice(found, MOST_FINDINGS))


def facts_words(facts: Mapping[str, Any]) -> str:
    """The counts that a reading tells, in words: "5 variables, 48 stations"; what has no words here is left out."""
    told = [words(count) for name, words in _COUNTED.items() if (count := _count(facts.get(name)))]
    width, height = _count(facts.get("width")), _count(facts.get("height"))
    size = [_("%(width)d by %(height)d cells") % {"width": width, "height": height}] if width and height else []
    return ", ".join([*told, *size][:MOST_FACTS])


def _count(fact: Any) -> int:
    if isinstance(fact, list | dict):
        return len(fact)
    return fact if isinstance(fact, int) and not isinstance(fact, bool) and fact > 0 else 0


_COUNTED: Final[Mapping[str, Callable[[int], str]]] = {
    "variables": lambda n: ngettext("%(count)d variable", "%(count)d variables", n) % {"count": n},
    "stations": lambda n: ngettext("%(count)d station", "%(count)d stations", n) % {"count": n},
    "parameters": lambda n: ngettext("%(count)d parameter", "%(count)d parameters", n) % {"count": n},
    "layers": lambda n: ngettext("%(count)d layer", "%(count)d layers", n) % {"count": n},
    "bands": lambda n: ngettext("%(count)d band", "%(count)d bands", n) % {"count": n},
    "fields": lambda n: ngettext("%(count)d field", "%(count)d fields", n) % {"count": n},
    "features": lambda n: ngettext("%(count)d feature", "%(count)d features", n) % {"count": n},
    "placemarks": lambda n: ngettext("%(count)d placemark", "%(count)d placemarks", n) % {"count": n},
    "channels": lambda n: ngettext("%(count)d channel", "%(count)d channels", n) % {"count": n},
    "events": lambda n: ngettext("%(count)d event", "%(count)d events", n) % {"count": n},
    "columns": lambda n: ngettext("%(count)d column", "%(count)d columns", n) % {"count": n},
    "rows": lambda n: ngettext("%(count)d row", "%(count)d rows", n) % {"count": n},
    "pages": lambda n: ngettext("%(count)d page", "%(count)d pages", n) % {"count": n},
    "files": lambda n: ngettext("%(count)d file inside", "%(count)d files inside", n) % {"count": n},
}


def _problems(stored: Any) -> tuple[Problem, ...]:
    return tuple(Problem(**{**item, "place": Place(**item["place"])}) for item in (stored or ())[:MOST_PROBLEMS])


def _finding(path: str, problem: Problem) -> Finding:
    return Finding(
        path=("files", path),
        severity=Severity(problem.severity),
        code=problem.code,
        english=f"{path}: {problem.english}",
        french=f"{path}\N{NO-BREAK SPACE}: {problem.french}",
        step=Step.FILES,
    )
