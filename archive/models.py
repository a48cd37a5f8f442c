"""What was sealed into which package, and where its copies are."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.aip.manifest import Seal
from repository.models import Dataset, Erasure, LifecycleEvent, Publication


class ArchivingKind(models.TextChoices):
    """What an archiving brought into its package."""

    LAYER = "layer", _("new layer")
    RECORD = "record", _("record only")
    EVENTS = "events", _("events")
    ERASURE = "erasure", _("erasure")


class Archiving(models.Model):
    """One manifest of one package: an archiving that ended. Immutable; ``number`` counts them from 1, in chain order.

    The next archiving of the dataset follows the newest row, so a repeated one finds its own work.
    ``sealed_event`` is the newest event in an events document: what came before it is in there as well. ``erasure`` is
    the order of law that took files out of the package: the manifest lists them no more.
    """

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="archivings")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=ArchivingKind.choices)
    publication = models.ForeignKey(
        Publication, null=True, blank=True, on_delete=models.PROTECT, related_name="archivings"
    )
    sealed_event = models.ForeignKey(LifecycleEvent, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    erasure = models.OneToOneField(Erasure, null=True, blank=True, on_delete=models.PROTECT, related_name="archiving")
    manifest_name = models.CharField(max_length=80)
    manifest_sha256 = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["dataset_id", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dataset", "number"], name="archiving_number"),
            models.UniqueConstraint(fields=["dataset", "manifest_name"], name="archiving_manifest"),
            models.UniqueConstraint(
                fields=["publication"],
                condition=models.Q(publication__isnull=False),
                name="archiving_once_per_publication",
            ),
            models.CheckConstraint(
                name="archiving_events_have_no_publication",
                condition=models.Q(kind="events", publication__isnull=True, sealed_event__isnull=False)
                | models.Q(kind="erasure", publication__isnull=True, sealed_event__isnull=True, erasure__isnull=False)
                | (
                    models.Q(kind__in=["layer", "record"])
                    & models.Q(publication__isnull=False, sealed_event__isnull=True)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset_id}/{self.manifest_name}"

    @property
    def seal(self) -> Seal:
        """Name and SHA256 of the manifest."""
        return Seal(self.manifest_name, self.manifest_sha256)

    @property
    def lane(self) -> str:
        """Work on one dataset goes one task at a time."""
        return f"dataset:{self.dataset_id}"


class ReplicaState(models.TextChoices):
    """How far a copy is."""

    PENDING = "pending", _("waiting")
    COPYING = "copying", _("being copied")
    VERIFIED = "verified", _("copied and verified")
    FAILED = "failed", _("failed")


class Replica(models.Model):
    """The copy in one store of all that one manifest lists. ``size`` in bytes, once verified."""

    store = models.CharField(max_length=40)
    archiving = models.ForeignKey(Archiving, on_delete=models.PROTECT, related_name="replicas")
    state = models.CharField(max_length=8, choices=ReplicaState.choices, default=ReplicaState.PENDING)
    files = models.PositiveIntegerField(default=0)
    size = models.BigIntegerField(default=0)
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["store", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["store", "archiving"], name="replica_once_per_store"),
            models.CheckConstraint(
                name="replica_verified_has_date",
                condition=models.Q(state="verified", verified_at__isnull=False)
                | (~models.Q(state="verified") & models.Q(verified_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.store}: {self.archiving}"

    @property
    def dataset(self) -> Dataset:
        """The dataset whose package is copied."""
        return self.archiving.dataset

    @property
    def lane(self) -> str:
        """One task at a time brings files of one package into one store."""
        return f"replica:{self.store}:{self.archiving.dataset_id}"


ARCHIVE = "archive"
"""The place of the packages themselves; every other place is a store, by its name. No store may be called so."""


class CopyState(models.TextChoices):
    """What is known of one file in one place."""

    SOUND = "sound", _("sound")
    FAULTY = "faulty", _("damaged or missing")
    LOST = "lost", _("no sound copy is left anywhere")
    ERASED = "erased", _("erased by order")


class FileCopy(models.Model):
    """One sealed file in one place: ``archive`` (the packages themselves) or the name of a store; manifests too.

    ``size`` in bytes. ``checked_at`` is when its bytes were last read back whole and compared with ``sha256``, or found
    damaged or missing: the audit goes to the oldest first. ``fault`` is a code of `archive.aip.faults` unless sound.
    ``source`` is the place whose bytes a repair under way puts here, written before anything is touched, so that who
    goes on after a stop knows what was done. ``told_at`` is when the operators were told that the file is lost. An
    ``erased`` one is neither compared nor restored: its place was ordered to let go of it, as its erasure tells.
    """

    place = models.CharField(max_length=40)
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="file_copies")
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    state = models.CharField(max_length=8, choices=CopyState.choices, default=CopyState.SOUND)
    fault = models.CharField(max_length=32, blank=True)
    checked_at = models.DateTimeField()
    source = models.CharField(max_length=40, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["checked_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dataset", "place", "name"], name="file_copy_once_per_place"),
            models.CheckConstraint(
                name="file_copy_fault_unless_sound",
                condition=models.Q(state__in=["sound", "erased"], fault="")
                | (~models.Q(state__in=["sound", "erased"]) & ~models.Q(fault="")),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "checked_at", "id"], name="file_copy_oldest_in_place"),
            models.Index(fields=["place", "state"], name="file_copy_faulty", condition=~models.Q(state="sound")),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.dataset_id}/{self.name}"

    @property
    def lane(self) -> str:
        """Repairs of one package in one place go one at a time."""
        return f"repair:{self.place}:{self.dataset_id}"


class FixityEventKind(models.TextChoices):
    """What was done to one file in one place."""

    CHECK = "check", _("read back and compared")
    QUARANTINE = "quarantine", _("set aside")
    REPAIR = "repair", _("restored from a sound copy")
    LOSS = "loss", _("no sound copy left")
    ERASURE = "erasure", _("erased by order of law")


class FixityEvent(models.Model):
    """One line in the history of one file in one place. Append-only; PREMIS events are made from these.

    ``fault`` is empty for what ended well; ``found`` is the SHA256 that was read, where any was; ``detail`` says where
    a damaged file was set aside, or which place a restored one came from.
    """

    copy = models.ForeignKey(FileCopy, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=FixityEventKind.choices)
    at = models.DateTimeField(default=timezone.now)
    fault = models.CharField(max_length=32, blank=True)
    found = models.CharField(max_length=64, blank=True)
    detail = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["-at", "-id"], name="fixity_event_remarkable", condition=~models.Q(kind="check", fault="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.copy_id} {self.kind} {self.at:%Y-%m-%d}"


class PlaceAudit(models.Model):
    """How the audit gets on in one place. ``failures``: how often in a row the place did not answer.

    While ``retry_at`` is to come nothing is asked there. ``looked_at`` is when its packages were last compared with the
    catalogue. ``total`` and ``free``: room in bytes when it was last asked, null where the place does not tell.
    """

    place = models.CharField(max_length=40, unique=True)
    failures = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=500, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    retry_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    total = models.BigIntegerField(null=True, blank=True)
    free = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["place"]

    def __str__(self) -> str:
        return self.place


class Stray(models.Model):
    """Something in a place that the catalogue does not know: a file of a package, or a whole package (no ``name``).

    Nobody removes it but a person. ``seen_at`` is when it was last found there; a stray that is gone has no row.
    """

    place = models.CharField(max_length=40)
    package = models.CharField(max_length=80)
    name = models.CharField(max_length=255, blank=True)
    found_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["place", "package", "name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "package", "name"], name="stray_once"),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.package}/{self.name}"
