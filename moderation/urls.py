"""Addresses of the moderators' room."""

from django.urls import URLPattern, URLResolver, path

from moderation.views import comments, files, queue, review

urlpatterns: list[URLPattern | URLResolver] = [
    path("", queue.queue, name="moderation-queue"),
    path("public/", queue.public, name="moderation-public"),
    path("<uuid:key>/", review.review, name="moderation-review"),
    path("<uuid:key>/preview/", review.preview, name="moderation-preview"),
    path("<uuid:key>/decision/", review.decision, name="moderation-decide"),
    path("<uuid:key>/comments/", comments.write, name="moderation-comment"),
    path("<uuid:key>/comments/<int:comment_id>/settle/", comments.settle, name="moderation-settle"),
    path("<uuid:key>/files/<int:number>/", files.submitted_file, name="moderation-file"),
]
