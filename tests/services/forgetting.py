"""What a process remembers of what it showed: a dataset that was laid again is shown as if it were the first time."""

from harvest import queries_extent, queries_records
from repository.queries import landing_folders
from repository.services.usage import MARKS
from repository.views import health_checks, known_first, landing_pages, search_kept


def forget_what_was_shown() -> None:
    """Have every page, list and count made anew."""
    landing_pages.SHELF.forget()
    search_kept.SHELF.forget()
    health_checks.KEPT.forget()
    known_first._KNOWN.clear()
    landing_folders._KEPT._kept.clear()
    for kept in (queries_records._counts, queries_records._domains, queries_extent._extents):
        kept._answers.clear()
    MARKS._marks.clear()
