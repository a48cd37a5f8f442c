"""Data centres, and what was handed over to each: one row per centre and layer."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from moderation.pathways.states import HandoverState
from repository.models import Dataset, Grant, Person, Publication, Snapshot


class CentreDelivery(models.TextChoices):
    """How a centre gets the files."""

    PULL = "pull", _("fetches them with a token")
    PUSH = "push", _("gets them in its store")


def _french() -> bool:
    return (get_language() or "en").startswith("fr")


class DataCentre(models.Model):
    """A thematic data centre, as data: what it cares for, whom to tell, how it gets the files.

    ``themes`` are codes of `moderation.pathways.themes`, ``countries`` those of the providers (none: every country),
    ``kinds`` general types of DataCite (none: data of any kind). ``store`` is a name in CENTRE_STORES of the
    environment, where its address and secrets are; never here.
    """

    code = models.SlugField(max_length=40, unique=True)
    name_en = models.CharField(max_length=160)
    name_fr = models.CharField(max_length=160)
    url = models.URLField(blank=True)
    mail = models.EmailField()
    language = models.CharField(max_length=5, default="en")
    themes = ArrayField(models.CharField(max_length=40), default=list)
    countries = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    kinds = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    delivery = models.CharField(max_length=8, choices=CentreDelivery.choices, default=CentreDelivery.PULL)
    store = models.CharField(max_length=40, blank=True)
    people = models.ManyToManyField(Person, blank=True, related_name="data_centres")
    """Who answers for it here, with an account: each holds a grant for what is handed over, while it is open."""
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="centre_push_has_store", condition=~models.Q(delivery="push") | ~models.Q(store="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_fr if _french() else self.name_en


class Handover(models.Model):
    """One layer of a dataset on its way to one centre. ``state``: `moderation.pathways.states`.

    ``why`` and ``transfer`` are the sentences of the rules, as they were when it was planned. ``grant`` is what the
    centre's token opens; ``issue`` counts the tokens, of which only the last is good, and none is stored.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(DataCentre, on_delete=models.PROTECT, related_name="handovers")
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="handovers")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="handovers")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="handovers")
    state = models.CharField(max_length=16, choices=[(each.value, each.value) for each in HandoverState])
    why_en = models.TextField()
    why_fr = models.TextField()
    transfer_en = models.TextField()
    transfer_fr = models.TextField()
    grant = models.OneToOneField(Grant, null=True, blank=True, on_delete=models.SET_NULL, related_name="handover")
    issue = models.PositiveSmallIntegerField(default=0)
    identifier = models.CharField(max_length=300, blank=True)
    address = models.URLField(max_length=500, blank=True)
    """Under what, and where, the centre has it in its holdings."""
    note = models.TextField(blank=True)
    """What the centre wrote, or why its store refused."""
    reminders = models.PositiveSmallIntegerField(default=0)
    planned_at = models.DateTimeField(default=timezone.now)
    offered_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    """When the centre was last written to, or planned to be: reminders count from here."""

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["centre", "snapshot"], name="handover_once_per_layer"),
            models.CheckConstraint(
                name="handover_integrated_has_identifier",
                condition=~models.Q(state="integrated") | ~models.Q(identifier=""),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["told_at"], name="handover_unanswered", condition=models.Q(state="offered")),
        ]

    def __str__(self) -> str:
        return f"{self.dataset_id} to {self.centre_id}: {self.state}"

    @property
    def lane(self) -> str:
        """One task at a time works on one handover; a store that is slow keeps nothing else waiting."""
        return f"handover:{self.pk}"

    @property
    def why(self) -> str:
        """Why the centre is concerned, in the reader's language."""
        return self.why_fr if _french() else self.why_en

    @property
    def transfer(self) -> str:
        """What the licence says to it, in the reader's language."""
        return self.transfer_fr if _french() else self.transfer_en
