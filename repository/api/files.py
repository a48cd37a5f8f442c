"""Files of a draft: the list, sending one as a body, fetching, what it is for, removing; uploads that can go on."""

from base64 import b64encode
from typing import Any, ClassVar
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponseRedirect
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from repository.api.authentication import person_of
from repository.api.base import FILES, READ, ApiView
from repository.api.bodies import read_body
from repository.api.entrance import check_editable, dataset_of
from repository.api.links import file_url, url
from repository.api.paging import cursor_of, limit_of, next_url
from repository.api.parameters import CURSOR, LIMIT, REPLACE, REPR_DIGEST
from repository.api.receiving import BLOCK, receive_body, refuse_doubled
from repository.api.shapes.files import FilePage, FileShape, UnfinishedList
from repository.api.shapes.inputs import FileInput
from repository.errors import FileRefused
from repository.models import DataFile, Dataset, DraftFile
from repository.queries.draft_files import FileLine, file_lines
from repository.queries.editions import archived_url
from repository.queries.unfinished import unfinished_files
from repository.services.files import attach_file, open_draft, remove_file, set_file_role
from repository.uploads.names import path_of


class Files(ApiView):
    """`/deposits/<id>/datasets/<key>/files/`."""

    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @extend_schema(operation_id="listFiles", parameters=[LIMIT, CURSOR], responses=FilePage)
    def get(self, request: Request, deposit_id: UUID, key: UUID) -> Response:
        """The files of a draft by their paths, with what reading them gave."""
        dataset, limit = dataset_of(request, deposit_id, key), limit_of(request)
        found = DraftFile.objects.filter(dataset=dataset).select_related("file").order_by("path")
        if after := cursor_of(request, str):
            found = found.filter(path__gt=after[0])
        rows = list(found[: limit + 1])
        next_page = next_url(request, [rows[limit - 1].path]) if len(rows) > limit else None
        return Response({"results": [_shown(dataset, each) for each in file_lines(rows[:limit])], "next": next_page})


class OneFile(ApiView):
    """`/deposits/<id>/datasets/<key>/files/<path>`."""

    scopes: ClassVar[dict[str, str]] = {"GET": READ, "PUT": FILES, "PATCH": FILES, "DELETE": FILES}
    takes_streams = True

    @extend_schema(
        operation_id="fetchFile", responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, 302: None}
    )
    def get(self, request: Request, deposit_id: UUID, key: UUID, path: str) -> HttpResponseBase:
        """The bytes of a file; where they are archived already, the address of the public file (302)."""
        place = _place(dataset_of(request, deposit_id, key), path)
        return _bytes(place) if place.file.draft_path else _archived(place)

    @extend_schema(
        operation_id="sendFile",
        request={"application/octet-stream": OpenApiTypes.BINARY},
        parameters=[REPLACE, REPR_DIGEST],
        responses={200: FileShape, 201: FileShape},
    )
    def put(self, request: Request, deposit_id: UUID, key: UUID, path: str) -> Response:
        """Send a file as the body of this request, of any size. 200 where the same bytes, or others, were there.

        Larger files, or bad lines: send them by tus at `/uploads/` with the same token, which goes on after a cut.
        """
        dataset, person = dataset_of(request, deposit_id, key), person_of(request)
        check_editable(person, dataset)
        clean = path_of(path)
        is_replacing = request.query_params.get("replace", "") in ("true", "1")
        if not is_replacing:
            refuse_doubled(request, dataset, clean)
        was_there = DraftFile.objects.filter(dataset=dataset, path=clean).exists()
        received = receive_body(request, dataset, clean)
        try:
            place = attach_file(dataset_key=key, actor=person, received=received, replace=is_replacing)
        finally:
            received.close()
        (line,) = file_lines([place])
        answer = Response(_shown(dataset, line), status=200 if was_there else 201)
        answer["Location"] = file_url(dataset, place.path)
        answer["ETag"] = f'"{place.file.sha256}"'
        return answer

    @extend_schema(operation_id="changeFile", request=FileInput, responses=FileShape)
    def patch(self, request: Request, deposit_id: UUID, key: UUID, path: str) -> Response:
        """Say what a file is for."""
        dataset, person = dataset_of(request, deposit_id, key), person_of(request)
        place = _place(dataset, path)
        role = read_body(request, FileInput)["role"]
        check_editable(person, dataset)
        changed = set_file_role(dataset_key=key, actor=person, number=place.file.number, role=role)
        (line,) = file_lines([changed])
        return Response(_shown(dataset, line))

    @extend_schema(operation_id="removeFile", responses={204: None})
    def delete(self, request: Request, deposit_id: UUID, key: UUID, path: str) -> Response:
        """Take a file out of a draft."""
        dataset, person = dataset_of(request, deposit_id, key), person_of(request)
        place = _place(dataset, path)
        check_editable(person, dataset)
        remove_file(dataset_key=key, actor=person, number=place.file.number)
        return Response(status=204)


class Unfinished(ApiView):
    """`/deposits/<id>/datasets/<key>/unfinished/`."""

    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @extend_schema(operation_id="listUnfinished", responses=UnfinishedList)
    def get(self, request: Request, deposit_id: UUID, key: UUID) -> Response:
        """Uploads by tus that can go on: HEAD their address with this token, then PATCH."""
        told = [
            {
                "url": url("tus-upload", each.key),
                "path": each.path,
                "length": each.length,
                "arrived": each.arrived,
                "expires": each.expires,
                "refusal": each.refusal,
            }
            for each in unfinished_files(dataset_of(request, deposit_id, key))
        ]
        return Response({"results": told})


def _place(dataset: Dataset, path: str) -> DraftFile:
    """A file by its path, spelt as the one who sent it may spell it. Raises ``Http404``."""
    try:
        clean = path_of(path)
    except FileRefused as refusal:
        raise Http404 from refusal
    place = DraftFile.objects.filter(dataset=dataset, path=clean).select_related("file", "dataset").first()
    if place is None:
        raise Http404
    return place


def _bytes(place: DraftFile) -> FileResponse:
    """The bytes come from a stranger: the type says nothing that a browser would run."""
    answer = FileResponse(
        open_draft(place.file),
        as_attachment=True,
        filename=place.path.rpartition("/")[2],
        content_type="application/octet-stream",
    )
    answer.block_size = BLOCK
    answer["ETag"] = f'"{place.file.sha256}"'
    answer["Repr-Digest"] = f"sha-256=:{b64encode(bytes.fromhex(place.file.sha256)).decode()}:"
    return answer


def _archived(place: DraftFile) -> HttpResponseRedirect:
    there = archived_url(place.dataset, place.file)
    if not there:
        raise Http404
    return HttpResponseRedirect(there)


def _shown(dataset: Dataset, line: FileLine) -> dict[str, Any]:
    file: DataFile = line.place.file
    return {
        "path": line.place.path,
        "url": file_url(dataset, line.place.path),
        "number": file.number,
        "size": file.size,
        "sha256": file.sha256,
        "media_type": file.media_type,
        "role": line.place.role,
        "kind": line.kind,
        "oddity": line.oddity,
        "created": file.created,
        "reading": {
            "is_waiting": line.reading.is_waiting,
            "format": line.reading.format,
            "facts": line.reading.facts,
            "findings": [
                {"severity": each["severity"], "code": each["code"], "detail": each["sentence"]}
                for each in line.reading.findings
            ],
        },
    }
