"""Addresses of the API. Names begin with ``api-``."""

from django.urls import URLPattern, URLResolver, include, path

from repository.api import datasets, deposits, files, openapi, proposals, reader, submissions, terms

_dataset: list[URLPattern | URLResolver] = [
    path("", datasets.OneDataset.as_view(), name="api-dataset"),
    path("assessment/", datasets.AssessmentOf.as_view(), name="api-assessment"),
    path("sharing/", datasets.Sharing.as_view(), name="api-sharing"),
    path("files/", files.Files.as_view(), name="api-files"),
    path("files/<path:path>", files.OneFile.as_view(), name="api-file"),
    path("unfinished/", files.Unfinished.as_view(), name="api-unfinished"),
    path("proposals/", proposals.Proposals.as_view(), name="api-proposals"),
    path("submit/", submissions.Submit.as_view(), name="api-submit"),
    path("take-back/", submissions.TakeBack.as_view(), name="api-take-back"),
    path("correction/", submissions.Correction.as_view(), name="api-correction"),
    path("progress/", datasets.Progress.as_view(), name="api-progress"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", terms.Root.as_view(), name="api-root"),
    path("schema/", openapi.Document.as_view(), name="api-schema"),
    path("docs/", reader.reader, name="api-docs"),
    path("me/", terms.MeView.as_view(), name="api-me"),
    path("poles/", terms.Poles.as_view(), name="api-poles"),
    path("vocabularies/", terms.Vocabularies.as_view(), name="api-vocabularies"),
    path("agreement/", terms.AgreementView.as_view(), name="api-agreement"),
    path("record-schema/", terms.RecordSchema.as_view(), name="api-record-schema"),
    path("deposits/", deposits.Deposits.as_view(), name="api-deposits"),
    path("deposits/<uuid:deposit_id>/", deposits.OneDeposit.as_view(), name="api-deposit"),
    path("deposits/<uuid:deposit_id>/timeline/", deposits.Timeline.as_view(), name="api-timeline"),
    path("deposits/<uuid:deposit_id>/room/", deposits.Room.as_view(), name="api-room"),
    path("deposits/<uuid:deposit_id>/datasets/", datasets.Datasets.as_view(), name="api-datasets"),
    path("deposits/<uuid:deposit_id>/datasets/<uuid:key>/", include(_dataset)),
]
