"""What fills the parts of any address, about one dataset."""

from typing import Final

from allauth.account.models import EmailAddress, EmailConfirmationHMAC

from compute.models import Job, Product
from moderation.models import Comment, CommentFile
from repository.models import (
    AllowanceRequest,
    DataFile,
    Dataset,
    Delivery,
    DraftFile,
    Erasure,
    Grant,
    Invitation,
    Person,
    PersonalToken,
    ReviewerLink,
    Role,
    SavedSearch,
    Webhook,
)
from repository.queries.sitemaps import PER_PART

_THE_SAME: Final = {
    "slug": "about",
    "language": "en",
    "uidb36": "1",
    "content_type_id": 1,
    "app_label": "account",
    "url": "nothing/",
    "form": "bagit",
    "code": "ocean",
    "handover": "00000000-0000-4000-8000-000000000001",
    "handover_id": 1,
    "field": "title",
    "suggestion_id": 1,
    "version": 1,
    "identifier": "0123456789abcdef",
    "opinion_id": 1,
    "process_id": "echo",
    "asked": "00000000-0000-4000-8000-000000000002",
}
"""Parts that are the same whichever dataset it is."""


def parts_of(dataset: Dataset, stranger: Person) -> dict[str, object]:
    """True values all of them; the mail address is that of somebody who has nothing to do with the dataset."""
    snapshot, comment = dataset.snapshots.first(), Comment.objects.filter(dataset=dataset).first()
    file = DataFile.objects.filter(dataset=dataset).order_by("pk").first()
    mail = EmailAddress.objects.get(user=stranger)
    place = DraftFile.objects.filter(dataset=dataset).first()
    members = Grant.objects.filter(deposit=dataset.deposit)
    return {
        **_THE_SAME,
        **dict.fromkeys(("key", "upload", "advice", "watch_key"), dataset.key),
        "member": members.get(role=Role.CO_AUTHOR).pk,
        "invitation": Invitation.objects.get(deposit=dataset.deposit).key,
        "link": ReviewerLink.objects.get(deposit=dataset.deposit).key,
        "position": dataset.position,
        "place": place.pk if place else 1,
        "token": "A" * 43,
        "deposit_id": dataset.deposit_id,
        "suffix": dataset.suffix,
        "prefix": dataset.prefix,
        "fragment": snapshot.number if snapshot else 1,
        "name": "oxygen.csv",
        "number": file.number if file else 1,
        "attachment": CommentFile.objects.filter(comment=comment).values_list("pk", flat=True).first() or 1,
        "comment_id": comment.pk if comment else 1,
        "delivery_id": Delivery.objects.order_by("pk")[0].pk,
        "grant_id": Grant.objects.get(role=Role.DATA_CENTRE).pk,
        "erasure_id": Erasure.objects.get().pk,
        "request_id": AllowanceRequest.objects.get().pk,
        "confirmation": EmailConfirmationHMAC(mail).key,
        "object_id": mail.pk,
        "path": "oxygen.csv",
        "job_id": Job.objects.get().pk,
        "product": Product.objects.get().slug,
        "token_id": PersonalToken.objects.get().pk,
        "search_id": SavedSearch.objects.get().pk,
        "feed_key": SavedSearch.objects.get().feed,
        "webhook_id": Webhook.objects.get().pk,
        "orcid": "0000-0002-1825-0097",
        "part": dataset.pk // PER_PART,
    }
