"""A description in a file as the body of a request: heard, bounded, read, and kept only as what it says."""

import re
from typing import Final, NamedTuple

from django.utils.translation import gettext as _
from rest_framework.request import Request

from repository.api.receiving import announced, blocks, hear_out
from repository.api.showing import language
from repository.crosswalks.readers.choice import ZIP_MOST, read
from repository.crosswalks.readers.result import ReadRecord, Unreadable
from repository.crosswalks.readers.sources import too_large
from repository.errors import FileRefused, Malformed
from repository.models import Template
from repository.uploads.names import path_of

_NAME_MOST: Final = Template._meta.get_field("name").max_length
_TAG: Final = re.compile(r"[a-z]{2,3}", re.ASCII)


class Description(NamedTuple):
    """What came. ``language``: of texts of which the file does not say it; empty where nobody does."""

    name: str
    found: ReadRecord
    language: str


def description_of(request: Request) -> Description:
    """The description that is the body. Raises ``Malformed``, and ``FileRefused`` for what cannot be read."""
    name = request.query_params.get("name", "")
    if not name:
        raise Malformed(_("Say what the file is called: ?name=record.xml."), code="name-missing")
    name, spoken = path_of(name)[-(_NAME_MOST or 0) :], language_said(request)
    try:
        found = read(_body(request))
    except Unreadable as problem:
        raise FileRefused(problem.message(language()), code=problem.code) from problem
    if not found.document:
        words = _("Nothing in this file could be taken over. Choose another one.")
        raise FileRefused(words, code="nothing-understood")
    return Description(name, found, spoken)


def language_said(request: Request) -> str:
    """The language of `?language=`. Raises ``Malformed``."""
    said = request.query_params.get("language", "")
    if said and not _TAG.fullmatch(said):
        raise Malformed(_("`language` must be a code of two or three small letters."), code="language-malformed")
    return said


def _body(request: Request) -> bytes:
    coming = announced(request)
    if coming > ZIP_MOST:
        hear_out(request)
        raise FileRefused(too_large().message(language()), code="upload-too-large")
    data = b"".join(blocks(request))
    if len(data) < coming:
        words = _("The connection was lost before the end, so it was not kept. Send it again.")
        raise FileRefused(words, code="upload-cut")
    return data
