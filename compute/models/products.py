"""Products: requests that stay. Virtual ones are computed when somebody asks, systematic ones for each new file."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compute.models.jobs import Job
from repository.models import DataFile, Dataset, Person, Snapshot


class ProductKind(models.TextChoices):
    """When it is computed; the names of the modes of a process."""

    VIRTUAL = "virtual", _("virtual product")
    SYSTEMATIC = "systematic", _("systematic product")


class Product(models.Model):
    """One stored request, which belongs to its owner and to no dataset: what is told of it stands in no trail of one.

    ``given`` is as it was asked for: a file without a layer is that of the newest layer.

    A systematic one takes each file of ``source`` (those whose path fits ``pattern``, where there is one) as its input
    ``takes``, which ``given`` lacks; ``since``: files of layers of that time or before are not taken (None: all are).
    ``mark``: up to which time of publication layers were looked through (None: all of them are, again); it only keeps
    the looking cheap, what was done stands in the granules. ``hindrance``: the code of what keeps granules waiting now.
    """

    kind = models.CharField(max_length=12, choices=ProductKind.choices)
    slug = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=150)
    process = models.CharField(max_length=60)
    given = models.JSONField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="products")
    is_public = models.BooleanField(default=False)
    created = models.DateTimeField(default=timezone.now)
    retired = models.DateTimeField(null=True, blank=True)
    paused = models.DateTimeField(null=True, blank=True)
    takes = models.CharField(max_length=60, blank=True)
    source = models.ForeignKey(Dataset, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pattern = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField(null=True, blank=True)
    mark = models.DateTimeField(null=True, blank=True)
    hindrance = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-created", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(kind=ProductKind.VIRTUAL, source__isnull=True)
                | models.Q(kind=ProductKind.SYSTEMATIC, source__isnull=False),
                name="product_of_dataset",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Granule(models.Model):
    """One file that a systematic product takes, once: by its SHA-256, whatever it is called and wherever it lies.

    It waits until it has its ``job``, or ``refusal`` (with its ``code``) tells why there will be none.
    """

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="granules")
    sha256 = models.CharField(max_length=64)
    file = models.ForeignKey(DataFile, on_delete=models.PROTECT, related_name="+")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=400)
    noted = models.DateTimeField(default=timezone.now)
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40, blank=True)
    refusal = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["product", "sha256"], name="granule_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["product", "id"], name="granule_waits", condition=models.Q(job=None, code="")),
        ]

    def __str__(self) -> str:
        return self.path
