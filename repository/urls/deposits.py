"""Addresses of the deposit room."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from repository.views import (
    deposit_download,
    deposit_files,
    deposit_links,
    deposit_list,
    deposit_people,
    deposit_proposals,
    deposit_review,
    deposit_room,
    deposit_source,
    deposit_start,
    deposit_start_file,
    deposit_status,
    deposit_steps,
    deposit_unfinished,
)

_dataset: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="deposit-files"), name="deposit-dataset"),
    path("files/", deposit_files.files_step, name="deposit-files"),
    path("files/upload/", deposit_files.upload, name="deposit-upload"),
    path("proposals/", deposit_proposals.proposals, name="deposit-proposals"),
    path("files/unfinished/", deposit_unfinished.unfinished, name="deposit-unfinished"),
    path("files/unfinished/<uuid:upload>/drop/", deposit_unfinished.drop, name="deposit-unfinished-drop"),
    path("files/<int:number>/", deposit_download.file_download, name="deposit-file"),
    path("files/<int:number>/remove/", deposit_files.file_remove, name="deposit-file-remove"),
    path("files/<int:number>/restore/", deposit_files.file_restore, name="deposit-file-restore"),
    path("files/<int:number>/role/", deposit_files.file_role, name="deposit-file-role"),
    *(
        each
        for name in ("description", "people", "place")
        for each in (
            path(f"{name}/", deposit_steps.step, {"name": name}, name=f"deposit-{name}"),
            path(f"{name}/autosave/", deposit_steps.autosave, {"name": name}, name=f"deposit-{name}-autosave"),
        )
    ),
    path("review/", deposit_review.review, name="deposit-review"),
    path("submit/", deposit_review.submit, name="deposit-submit"),
    path("source/", deposit_source.source, name="deposit-source"),
    path("source/pause/", deposit_source.source_pause, name="deposit-source-pause"),
    path("take-back/", deposit_review.take_back, name="deposit-take-back"),
    path("drop-correction/", deposit_review.correction_drop, name="correction-drop"),
    path("start/", deposit_start.take, name="deposit-take"),
    path("start/file/", deposit_start_file.take_file, name="deposit-take-file"),
    path("start/taken/", deposit_start.taken, name="deposit-taken"),
    path("remove/", deposit_list.dataset_remove, name="dataset-remove"),
]

_people: list[URLPattern | URLResolver] = [
    path("people/", deposit_people.people, name="deposit-team"),
    path("people/<int:member>/role/", deposit_people.role, name="deposit-team-role"),
    path("people/<int:member>/end/", deposit_people.end, name="deposit-team-end"),
    path("invitations/<uuid:invitation>/again/", deposit_people.invitation_again, name="invitation-again"),
    path("invitations/<uuid:invitation>/withdraw/", deposit_people.invitation_withdraw, name="invitation-withdraw"),
    path("links/new/", deposit_links.link_new, name="deposit-link-new"),
    path("links/<uuid:link>/", deposit_links.link, name="deposit-link"),
    path("links/<uuid:link>/look/", deposit_links.link_look, name="deposit-link-look"),
    path("links/<uuid:link>/revoke/", deposit_links.link_revoke, name="deposit-link-revoke"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", deposit_list.deposit_list, name="deposit-list"),
    path("new/", deposit_list.deposit_create, name="deposit-create"),
    path("start/", deposit_start.start, name="deposit-start"),
    path("start/file/", deposit_start_file.start_file, name="deposit-start-file"),
    path("datasets/<uuid:key>/correction/", deposit_review.correction_begin, name="correction-begin"),
    path("<uuid:deposit_id>/", deposit_status.status, name="deposit-status"),
    path("<uuid:deposit_id>/progress/", deposit_status.progress, name="deposit-progress"),
    path("<uuid:deposit_id>/room/", deposit_room.more_room, name="deposit-room"),
    path("<uuid:deposit_id>/", include(_people)),
    path("<uuid:deposit_id>/datasets/", deposit_list.dataset_add, name="dataset-add"),
    path("<uuid:deposit_id>/datasets/<uuid:key>/", include(_dataset)),
]
