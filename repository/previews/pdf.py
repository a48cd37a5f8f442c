"""The first page of a PDF as a small picture. Forms, scripts and links in it do nothing here."""

from pathlib import Path
from typing import Final

import pypdfium2

from repository.inspection.reading import Reading
from repository.previews.carrying import nothing
from repository.previews.picture import SIDE, small

_MOST_POINTS: Final = 20_000
"""The longer side of a page that is drawn, in points of 1/72 inch; wall charts are smaller."""
_FAILURES: Final = (pypdfium2.PdfiumError, OSError, ValueError, RuntimeError, ArithmeticError)


PUBLISHES: Final = True
"""What it answers is shown to everybody: it is called in a confined process or not at all."""


def read(path: Path, *, name: str) -> Reading:
    """The preview of a PDF; nothing for one that is damaged or locked."""
    try:
        document = pypdfium2.PdfDocument(path)
        pages = len(document)
        if not pages:
            return nothing()
        page = document[0]
        longest = max(page.get_size())
        if not 0 < longest <= _MOST_POINTS:
            return nothing()
        picture = page.render(scale=SIDE / longest, may_draw_forms=False).to_pil()
        return small(picture.convert("RGB"), (0, 0), pages)
    except _FAILURES:
        return nothing()
