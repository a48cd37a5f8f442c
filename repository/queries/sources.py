"""The sources of evolving datasets, as their owners and the operators see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from repository.clients.sources.addresses import kind_of
from repository.models import Dataset, Source, SourceState
from repository.queries.deposits import dataset_title
from repository.series.schedule import PRESETS
from repository.templatetags.formatting import number_text, size_text

KIND_WORDS: Final[Mapping[str, str | Promise]] = {
    "folder": gettext_lazy("folder"),
    "s3": gettext_lazy("bucket"),
    "http_file": gettext_lazy("web server"),
    "http_index": gettext_lazy("list of a web server"),
    "thredds": gettext_lazy("THREDDS catalog"),
    "irods": gettext_lazy("iRODS collection"),
    "query": gettext_lazy("query on a database"),
}
SCHEDULE_WORDS: Final[Mapping[str, str | Promise]] = {
    "monthly": gettext_lazy("every month"),
    "weekly": gettext_lazy("every week"),
    "daily": gettext_lazy("every day"),
}
REASONS: Final[Mapping[str, str | Promise]] = {
    "source-shrank": gettext_lazy("Much of what was there before is gone, files or bytes."),
    "names-clash": gettext_lazy("Names differ only in capitals or in the form of their accents."),
    "source-too-long": gettext_lazy("It holds more files than one dataset may."),
    "query-refused": gettext_lazy("The database does not take the query, or lets more be done than reading."),
    "dataset-withdrawn": gettext_lazy("The dataset is withdrawn."),
    "source-no-room": gettext_lazy("The deposit has no room left for what is new."),
    "source-unknown": gettext_lazy("The operators took this source out of the settings."),
    "source-away": gettext_lazy("It has not answered for a day."),
    "source-changing": gettext_lazy("Files were written each time they were read, or could not be read, for a day."),
}


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source on a page. ``words``: why it is not active; ``last``: what the last look found."""

    source: Source
    title: Any
    state: str
    words: str
    schedule: str
    last: str
    left_out: tuple[str, ...]
    unread: tuple[str, ...]
    clashes: tuple[tuple[str, str], ...]

    @property
    def waits(self) -> bool:
        """Whether an operator has to answer."""
        return self.source.state in (SourceState.ASKED, SourceState.QUARANTINED)


def source_of(dataset: Dataset) -> SourceLine | None:
    """The source of a dataset, if it has one."""
    source = Source.objects.select_related("dataset", "declared_by").filter(dataset=dataset).first()
    return line_of(source) if source else None


def source_lines() -> tuple[SourceLine, ...]:
    """Every source, those that wait for an operator first."""
    rows = Source.objects.select_related("dataset__current_version", "dataset__deposit", "declared_by")
    return tuple(sorted(map(line_of, rows.order_by("-id")), key=lambda line: not line.waits))


def line_of(source: Source) -> SourceLine:
    """As a page shows it."""
    told = source.listing
    return SourceLine(
        source=source,
        title=dataset_title(source.dataset),
        state=str(SourceState(source.state).label),
        words=reason_words(source.reason),
        schedule=str(SCHEDULE_WORDS.get(source.schedule, source.schedule)),
        last=_last_words(told),
        left_out=tuple(told.get("left_out") or ()),
        unread=tuple(told.get("unread") or ()),
        clashes=tuple((first, second) for first, second in told.get("clashes") or ()),
    )


def reason_words(reason: str) -> str:
    """A code in words; what a person wrote as it stands."""
    return str(REASONS.get(reason, reason))


def places() -> list[tuple[str, str]]:
    """The sources that operators named, by name, with the kind of each."""
    return [(name, f"{name} ({KIND_WORDS[kind_of(url)]})") for name, url in settings.SOURCES.items()]


def schedules() -> list[tuple[str, str]]:
    """The schedules that need no line of cron."""
    return [(name, str(SCHEDULE_WORDS[name])) for name in PRESETS]


def _last_words(told: Mapping[str, Any]) -> str:
    if "files" not in told:
        return _("not looked at yet")
    words = ngettext("%(count)s file, %(size)s", "%(count)s files, %(size)s", told["files"])
    return words % {"count": number_text(told["files"]), "size": size_text(told["bytes"])}
