"""A dataset with people, an invitation and a private link around it, and what fills the addresses about them."""

from uuid import UUID

from compute.models import Job, Product
from repository.models import Dataset, Grant, Invitation, Person, ReviewerLink, Role
from repository.services.invitations import invite
from repository.services.reviewer_links import make_link
from tests.factories import make_person

NOBODY = UUID(int=0)


def peopled(dataset: Dataset, author: Person) -> Dataset:
    """The dataset, in whose deposit carol edits, dan is asked in, and reviewers have a link."""
    assert dataset.deposit_id
    carol = Person.objects.filter(email="carol@example.org").first() or make_person("carol")
    Grant.objects.create(person=carol, role=Role.CO_AUTHOR, deposit=dataset.deposit)
    invite(actor=author, deposit_id=dataset.deposit_id, email="dan@example.org", role="reader")
    make_link(actor=author, deposit_id=dataset.deposit_id)
    _computed(author)
    return dataset


def _computed(author: Person) -> None:
    limits = {"mem_mb": 1, "cpu": 1, "wall_s": 1}
    if not Job.objects.exists():
        Job.objects.create(
            process="echo", version="1.0.0", inputs={}, key="0" * 64, owner=author, limits=limits, core_hours=0.1
        )
        Product.objects.create(kind="virtual", slug="echoes", title="Echoes", process="echo", given={}, owner=author)


def values_of(dataset: Dataset) -> dict[str, str]:
    """Part of an address -> its value, about a dataset; nobody's where there is none."""
    assert dataset.deposit_id
    member = Grant.objects.filter(deposit_id=dataset.deposit_id, person__email="carol@example.org").first()
    invitation = Invitation.objects.filter(deposit_id=dataset.deposit_id).first()
    link = ReviewerLink.objects.filter(deposit_id=dataset.deposit_id).first()
    values = {
        "deposit_id": dataset.deposit_id,
        "key": dataset.key,
        "path": "oxygen.csv",
        "member": member.pk if member else 0,
        "invitation": invitation.key if invitation else NOBODY,
        "link": link.key if link else NOBODY,
        "handover": NOBODY,
        "process_id": "echo",
        "product": Product.objects.values_list("slug", flat=True).first() or "nothing",
        "job_id": Job.objects.values_list("pk", flat=True).first() or NOBODY,
    }
    return {name: str(value) for name, value in values.items()}
