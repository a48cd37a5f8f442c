"""Addresses of the API. Names begin with ``api-``."""

from django.urls import URLPattern, URLResolver, include, path

from repository.api import (
    datasets,
    deposits,
    files,
    openapi,
    people,
    proposals,
    reader,
    reviewer_links,
    submissions,
    templates,
    terms,
)

_dataset: list[URLPattern | URLResolver] = [
    path("", datasets.OneDataset.as_view(), name="api-dataset"),
    path("assessment/", datasets.AssessmentOf.as_view(), name="api-assessment"),
    path("sharing/", datasets.Sharing.as_view(), name="api-sharing"),
    path("files/", files.Files.as_view(), name="api-files"),
    path("files/<path:path>", files.OneFile.as_view(), name="api-file"),
    path("unfinished/", files.Unfinished.as_view(), name="api-unfinished"),
    path("proposals/", proposals.Proposals.as_view(), name="api-proposals"),
    path("templates/", templates.Templates.as_view(), name="api-templates"),
    path("templates/file/", templates.TemplateFile.as_view(), name="api-templates-file"),
    path("submit/", submissions.Submit.as_view(), name="api-submit"),
    path("take-back/", submissions.TakeBack.as_view(), name="api-take-back"),
    path("correction/", submissions.Correction.as_view(), name="api-correction"),
    path("progress/", datasets.Progress.as_view(), name="api-progress"),
]

_deposit: list[URLPattern | URLResolver] = [
    path("", deposits.OneDeposit.as_view(), name="api-deposit"),
    path("timeline/", deposits.Timeline.as_view(), name="api-timeline"),
    path("room/", deposits.Room.as_view(), name="api-room"),
    path("people/", people.People.as_view(), name="api-people"),
    path("people/<int:member>/", people.OnePerson.as_view(), name="api-person"),
    path("invitations/", people.Invitations.as_view(), name="api-invitations"),
    path("invitations/<uuid:invitation>/", people.OneInvitation.as_view(), name="api-invitation"),
    path("reviewer-links/", reviewer_links.ReviewerLinks.as_view(), name="api-reviewer-links"),
    path("reviewer-links/<uuid:link>/", reviewer_links.OneReviewerLink.as_view(), name="api-reviewer-link"),
    path("datasets/", datasets.Datasets.as_view(), name="api-datasets"),
    path("datasets/<uuid:key>/", include(_dataset)),
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
    path("deposits/start/", templates.Start.as_view(), name="api-start"),
    path("deposits/start/file/", templates.StartFile.as_view(), name="api-start-file"),
    path("deposits/<uuid:deposit_id>/", include(_deposit)),
]
