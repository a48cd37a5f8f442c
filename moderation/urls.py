"""Addresses of the moderators' room."""

from django.urls import URLPattern, URLResolver, path

from moderation.views import (
    advice,
    advising,
    assignment,
    comments,
    council,
    files,
    queue,
    review,
    second_pair,
    talk,
    urgency,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", queue.queue, name="moderation-queue"),
    path("public/", queue.public, name="moderation-public"),
    path("queue.csv", queue.export, name="moderation-queue-export"),
    path("together/", assignment.together, name="moderation-together"),
    path("council/", council.council, name="moderation-council"),
    path("council/<uuid:key>/", council.vote, name="moderation-council-vote"),
    path("advice/", advising.asked, name="advice-asked"),
    path("advice/open/<str:token>/", advising.opened, name="advice-open"),
    path("advice/<uuid:advice>/", advising.advice, name="advice"),
    path("advice/<uuid:advice>/files/<int:number>/", advising.file, name="advice-file"),
    path("<uuid:key>/", review.review, name="moderation-review"),
    path("<uuid:key>/preview/", review.preview, name="moderation-preview"),
    path("<uuid:key>/decision/", review.decision, name="moderation-decide"),
    path("<uuid:key>/assignment/", assignment.assign, name="moderation-assign"),
    path("<uuid:key>/advice/", advice.ask, name="moderation-advice"),
    path("<uuid:key>/advice/<uuid:advice>/end/", advice.end, name="moderation-advice-end"),
    path("<uuid:key>/proposal/", second_pair.propose, name="moderation-propose"),
    path("<uuid:key>/comments/", comments.write, name="moderation-comment"),
    path("<uuid:key>/comments/<int:comment_id>/settle/", comments.settle, name="moderation-settle"),
    path("<uuid:key>/urgency/", urgency.declare, name="moderation-urgency"),
    path("<uuid:key>/urgency/end/", urgency.give_up, name="moderation-urgency-end"),
    path("<uuid:key>/urgency/lower/", urgency.lower, name="moderation-urgency-lower"),
    path("<uuid:key>/urgency/raise/", urgency.raise_again, name="moderation-urgency-raise"),
    path("<uuid:key>/live/", talk.live, name="moderation-live"),
    path("<uuid:key>/live/notes/", talk.live_with_notes, name="moderation-live-notes"),
    path("<uuid:key>/attachments/<int:attachment>/", talk.attachment, name="moderation-attachment"),
    path("<uuid:key>/files/<int:number>/", files.submitted_file, name="moderation-file"),
]
