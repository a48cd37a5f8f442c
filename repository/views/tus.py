"""Resumable uploads at ``/uploads/``: tus 1.0 with core, creation(-with-upload), expiration, checksum, termination and
concatenation. Who sends, and for which dataset, is known before a byte of a body is read.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from repository.access import Action, can, require
from repository.errors import FileRefused, NotAllowed, RepositoryError, TokenRefused, TransientFailure
from repository.models import Dataset, Person, TokenScope, Upload, UploadKind
from repository.services.tokens import token_shown
from repository.services.tus_joining import join_parts
from repository.services.tus_uploads import create_upload, drop_upload, upload_to_write
from repository.services.tus_writing import tell_upload, write_upload
from repository.uploads.permits import Permit, worth_of
from repository.uploads.tus import headers as tus
from repository.uploads.tus.checksums import ALGORITHMS, promise_of
from repository.uploads.tus.inlet import Inlet
from repository.uploads.tus.refusals import HeaderMalformed, OffsetDiffers, TusRefused, UploadMissing, UploadTooLarge
from repository.views.forgery import forgery_refused

logger = logging.getLogger(__name__)

PERMIT_HEADER: Final = "Upload-Permit"
_FULL_DISK: Final = 507
_View = Callable[..., HttpResponseBase]


def speaks_tus(view: _View) -> _View:
    """Answers that carry the protocol's version; refusals become its statuses, with a sentence in plain text."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        method = request.headers.get("X-HTTP-Method-Override", request.method or "").upper()
        try:
            if method not in {"OPTIONS", "GET"}:
                tus.check_version(request.headers)
            response = view(request, method, *args, **kwargs)
        except RepositoryError as refusal:
            response = _refused(request, refusal)
        response.headers.setdefault("Tus-Resumable", tus.VERSION)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer


@speaks_tus
def uploads(request: HttpRequest, method: str) -> HttpResponseBase:
    """OPTIONS: what is spoken here. POST: begin an upload, perhaps with its first bytes, or join parts."""
    if method == "OPTIONS":
        return _abilities()
    if method != "POST":
        return _not_allowed("OPTIONS, POST")
    person, metadata = _person(request), tus.metadata_of(request.headers)
    dataset = _dataset(person, metadata.get("dataset", ""))
    if (forged := _forged(request, person, dataset)) is not None:
        return forged
    require(person, Action.EDIT, dataset)
    concat, promise = tus.concat_of(request.headers), promise_of(request.headers)
    if concat.parts:
        upload = join_parts(actor=person, dataset_key=dataset.key, parts=concat.parts, metadata=metadata)
        return _created(upload)
    length = tus.whole_number(request.headers, "Upload-Length")
    coming = _announced(request)
    if coming:
        tus.check_body_type(request.headers)
    if coming > length:
        raise UploadTooLarge(_("More came than was announced, so nothing of it was kept."))
    kind = UploadKind.PART if concat.is_part else UploadKind.FILE
    upload = create_upload(actor=person, dataset_key=dataset.key, length=length, metadata=metadata, kind=kind)
    if coming:
        body = Inlet(request.read)
        upload = write_upload(actor=person, key=upload.key, offset=0, body=body, promise=promise)
    return _created(upload)


@speaks_tus
def upload(request: HttpRequest, method: str, key: UUID) -> HttpResponseBase:
    """HEAD: how much is here. PATCH: more bytes. DELETE: let go of it."""
    if method == "OPTIONS":
        return _abilities()
    if method not in ("HEAD", "PATCH", "DELETE"):
        return _not_allowed("OPTIONS, HEAD, PATCH, DELETE")
    person = _person(request)
    found = upload_to_write(actor=person, key=key)
    if method == "HEAD":
        return _told(tell_upload(actor=person, key=key))
    if (forged := _forged(request, person, found.dataset)) is not None:
        return forged
    if method == "DELETE":
        drop_upload(actor=person, key=key)
        return HttpResponse(status=204)
    tus.check_body_type(request.headers)
    offset = tus.whole_number(request.headers, "Upload-Offset")
    coming, promise = _announced(request), promise_of(request.headers)
    body = _body(request)
    written = write_upload(actor=person, key=key, offset=offset, body=body, coming=coming, promise=promise)
    return _told(written, status=204, is_short=True)


def _person(request: HttpRequest) -> Person:
    """Who sends: by the personal token that a program shows, else by the session."""
    if _shows_token(request):
        token = token_shown(request.headers["Authorization"])
        if TokenScope.FILES_WRITE not in token.scopes:
            words = _("This token was not made for this: it lacks %(scope)s.")
            raise NotAllowed(words % {"scope": TokenScope.FILES_WRITE.value}, code="scope-missing")
        return token.person
    if not isinstance(request.user, Person):
        raise NotAllowed(_("Sign in, then go on: what arrived is kept."), code="signed-out")
    return request.user


def _shows_token(request: HttpRequest) -> bool:
    return request.headers.get("Authorization", "")[:7].lower() == "bearer "


def _dataset(person: Person, said: str) -> Dataset:
    """The dataset that the metadata names; what is not theirs is not there."""
    try:
        key = UUID(said)
    except ValueError as fault:
        raise HeaderMalformed("Upload-Metadata must name the dataset by its key.") from fault
    found = Dataset.objects.select_related("deposit").filter(key=key, is_removed=False).first()
    if found is None or not can(person, Action.READ, found):
        raise UploadMissing(_("There is no such dataset."))
    return found


def _forged(request: HttpRequest, person: Person, dataset: Dataset) -> HttpResponseBase | None:
    if _shows_token(request):
        return None  # no other site can make a browser send one
    worth = worth_of(request.headers.get(PERMIT_HEADER, ""), person, dataset.key)
    forged = forgery_refused(request, has_permit=worth is not Permit.NONE)
    if forged is None and worth is Permit.EXPIRED:
        raise NotAllowed(
            _("The page was open for more than a day. Reload it: what arrived is kept."), code="permit-old"
        )
    return forged


def _announced(request: HttpRequest) -> int:
    """Bytes that Content-Length says will come; 0 where it says nothing."""
    said = request.headers.get("Content-Length") or "0"
    if not (said.isascii() and said.isdecimal() and len(said) < 19):
        raise HeaderMalformed("Content-Length must be a number of bytes.")
    return int(said)


def _body(request: HttpRequest) -> Inlet:
    """The body as it comes, also where its length was not said (chunked), which Django takes for an empty one."""
    is_chunked = "Content-Length" not in request.headers and "Transfer-Encoding" in request.headers
    return Inlet(request.META["wsgi.input"].read if is_chunked else request.read)


def _abilities() -> HttpResponse:
    return HttpResponse(
        status=204,
        headers={
            "Tus-Version": tus.VERSION,
            "Tus-Extension": tus.EXTENSIONS,
            "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
            "Tus-Max-Size": str(settings.UPLOAD_MAX_BYTES),
        },
    )


def _not_allowed(methods: str) -> HttpResponse:
    return HttpResponse(status=405, headers={"Allow": methods})


def _created(upload: Upload) -> HttpResponse:
    answer = _told(upload, status=201, is_short=True)
    answer["Location"] = f"{settings.SITE_URL}{reverse('tus-upload', args=[upload.key])}"
    return answer


def _told(upload: Upload, *, status: int = 200, is_short: bool = False) -> HttpResponse:
    """How much is here; in full also what was announced."""
    is_done = upload.number is not None
    answer = HttpResponse(status=status)
    if upload.kind != UploadKind.WHOLE or is_done:
        answer["Upload-Offset"] = str(upload.length if is_done else upload.offset)
    if not is_done:
        answer["Upload-Expires"] = tus.expires_text(upload.expires)
    if not is_short:
        answer["Upload-Length"] = str(upload.length)
        if upload.metadata:
            answer["Upload-Metadata"] = upload.metadata
        if upload.kind == UploadKind.PART:
            answer["Upload-Concat"] = "partial"
        elif upload.kind == UploadKind.WHOLE:
            addresses = " ".join(reverse("tus-upload", args=[key]) for key in upload.parts)
            answer["Upload-Concat"] = f"final;{addresses}"
    return answer


def _refused(request: HttpRequest, refusal: RepositoryError) -> HttpResponse:
    match refusal:
        case TusRefused():
            status = refusal.status
        case TransientFailure():
            status = 503
        case TokenRefused():
            status = 401
        case NotAllowed():
            status = 401 if refusal.code == "signed-out" else 403
        case FileRefused():
            status = _FULL_DISK if refusal.code == "disk-full" else 422
        case _:
            status = 409
    logger.info("upload.refused code=%s status=%d path=%s", refusal.code, status, request.path)
    answer = HttpResponse(refusal.sentence, status=status, content_type="text/plain; charset=utf-8")
    if status == 412:
        answer["Tus-Version"] = tus.VERSION
    if isinstance(refusal, OffsetDiffers):
        answer["Upload-Offset"] = str(refusal.offset)
    return answer
