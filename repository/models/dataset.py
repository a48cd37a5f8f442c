"""The citable unit and the immutable versions of its description."""

import uuid
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from repository.lifecycle import DatasetState, Standing
from repository.models.deposit import Deposit
from repository.models.person import Person


class AccessPolicy(models.TextChoices):
    """Who may fetch the files of a public dataset."""

    OPEN = "open", "open"
    EMBARGOED = "embargoed", "embargoed"
    RESTRICTED = "restricted", "restricted"


class Dataset(models.Model):
    """One dataset, from its first draft to its tombstone.

    ``draft`` is a partial record document laid over the deposit's ``shared`` one. ``suffix`` is the DOI's suffix, the
    name of the archive directory and the key of every public address; it is drawn when the dataset is made. ``access``
    is the policy in hand, a draft's too; readers meet that of ``current_version`` (``access.public_policy``).
    ``datestamp`` (UTC, whole seconds) is what harvesters sort by, drawn from ``services/datestamps.py`` alone.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    deposit = models.ForeignKey(Deposit, null=True, on_delete=models.PROTECT, related_name="datasets")
    position = models.PositiveIntegerField(default=1)
    prefix = models.CharField(max_length=40)
    suffix = models.CharField(max_length=80, unique=True)
    registrar = models.CharField(max_length=20, default="local")
    """Who holds its DOI: a name of ``registrars/choice.py``."""
    reserved_at = models.DateTimeField(null=True, blank=True)
    """When the registrar was known to hold its DOI, made by us; nothing is ever sent to a DOI without."""
    former_dois = ArrayField(models.CharField(max_length=121), default=list, blank=True)
    """Test DOIs that it had before it was moved to DataCite; their addresses here go on leading to it."""
    draft = models.JSONField(default=dict, blank=True)
    draft_revision = models.PositiveIntegerField(default=0)
    state = models.CharField(
        max_length=20, choices=[(s.value, s.value) for s in DatasetState], default=DatasetState.DRAFT
    )
    standing = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in Standing], default=Standing.UNPUBLISHED
    )
    access = models.CharField(max_length=12, choices=AccessPolicy.choices, default=AccessPolicy.OPEN)
    embargo_until = models.DateField(null=True, blank=True)
    poles = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    """The disciplines it was submitted to: whose moderators see it."""
    submitted_version = models.ForeignKey(
        "RecordVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="submitted_for"
    )
    current_version = models.ForeignKey(
        "RecordVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="current_for"
    )
    datestamp = models.DateTimeField(null=True, blank=True)
    oai_sets = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    previewed_at = models.DateTimeField(null=True, blank=True)
    """When previews of its files were made, or their stations read, last: its page changes with them."""
    elsewhere = models.JSONField(default=list, blank=True)
    """Data centres that hold it too: ``name_en``, ``name_fr``, ``identifier`` and ``address`` of each."""
    first_published = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawal_reason = models.TextField(blank=True)
    is_removed = models.BooleanField(default=False)
    """Taken out of its deposit before it was ever submitted."""
    is_synthetic = models.BooleanField(default=False)
    created = models.DateTimeField(default=timezone.now)
    modified = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["datestamp", "id"], name="dataset_harvest", condition=models.Q(datestamp__isnull=False)
            ),
            models.Index(fields=["state"], name="dataset_state"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="dataset_public_has_datestamp",
                condition=models.Q(standing="unpublished", datestamp__isnull=True)
                | (~models.Q(standing="unpublished") & models.Q(datestamp__isnull=False)),
            ),
            models.CheckConstraint(
                name="dataset_embargo_has_date",
                condition=~models.Q(access="embargoed")
                | models.Q(embargo_until__isnull=False)
                | models.Q(state__in=["draft", "changes_requested"]),
            ),
        ]

    def __str__(self) -> str:
        return self.doi

    @property
    def doi(self) -> str:
        """The bare DOI, such as ``10.5072/1042``."""
        return f"{self.prefix}/{self.suffix}"

    @property
    def lane(self) -> str:
        """Work on one dataset goes one task at a time."""
        return f"dataset:{self.pk}"


class RecordVersion(models.Model):
    """One immutable record document.

    Submission makes one from the effective draft (``sealed`` null); a decision names its SHA256. The freeze makes the
    completed one (DOI, dates, layers), which is what the package holds and everything public is rendered from.
    """

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="record_versions")
    number = models.PositiveIntegerField()
    document = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_index=True)
    note = models.TextField(blank=True)
    author = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    is_sealed = models.BooleanField(default=False)
    made_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    access = models.CharField(max_length=12, choices=AccessPolicy.choices, default=AccessPolicy.OPEN)
    embargo_until = models.DateField(null=True, blank=True)
    files = models.JSONField(default=list, blank=True)
    """The file list it was submitted with: path, size, sha256, role, media type; a decision is made on both."""
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["dataset_id", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dataset", "number"], name="record_version_number"),
        ]

    def __str__(self) -> str:
        return f"record {self.number} of {self.dataset_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Versions are written once."""
        if not self._state.adding:
            raise TypeError("a record version is immutable")
        super().save(*args, **kwargs)
