"""Tables of text (CSV, RFC 4180) that spreadsheets open and do not run."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

from django.http import HttpResponse

_RUNS: Final = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that a spreadsheet takes for a formula."""


def table_of(lines: Iterable[Sequence[str]], *, name: str) -> HttpResponse:
    """The lines as a download called ``name``, in UTF-8 with its mark, which spreadsheets look for."""
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([[_harmless(cell) for cell in line] for line in lines])
    return HttpResponse(
        out.getvalue().encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


def _harmless(cell: str) -> str:
    """A cell that would be run gets an apostrophe before it, as spreadsheets write text themselves."""
    return f"'{cell}" if cell.startswith(_RUNS) else cell
