"""What a virtual product is now: its request read with the owner's rights of today, and the job that answers it.

The key of the request tells whether something changed: a file with other bytes or another version of the process is
another key, so that nothing that is out of date is ever found.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from compute.hrefs import MOST, without_hrefs
from compute.models import Job, JobInput, Product
from compute.processes.base import InputRefused, Process
from compute.processes.inputs import canonical_inputs
from compute.queries import newest_job
from compute.services.submitting import key_of, process_of, submit_job
from compute.staging import References, access_of
from compute.states import JobState
from repository.errors import NotAllowed, WrongState
from repository.models import AccessPolicy, Person

QUOTAS: Final = frozenset({"too-many-jobs", "core-hours-spent"})
"""Codes of what passes by itself."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """``inputs`` as a job of it has them; ``is_open``: everything that it reads is open to all today.

    ``job``: the newest one of the owner with this key, whatever became of it.
    """

    process: Process
    inputs: dict[str, Any]
    files: list[JobInput]
    is_open: bool
    job: Job | None

    @property
    def needs_job(self) -> bool:
        """Whether it is to be computed: never yet, or its results are gone. What failed or was cancelled is not."""
        return self.job is None or self.job.state == JobState.EXPIRED


def resolve(product: Product) -> Resolved:
    """Raises NoSuchProcess, InputRefused, NotAllowed: what the owner may not read now, nobody gets."""
    process, inputs, references = read_request(product.owner, product.process, product.given)
    job = newest_job(product.owner, key_of(process, inputs))
    is_open = access_of(references.found)[0] is AccessPolicy.OPEN
    return Resolved(process, inputs, references.found, is_open, job)


def read_request(owner: Person, process_id: str, given: Any) -> tuple[Process, dict[str, Any], References]:
    """A request with the files that it names today. Raises as `resolve`."""
    if not owner.is_active:
        raise NotAllowed(_("The account of this product's owner is closed."), code="owner-away")
    process, references = process_of(process_id), References(owner)
    inputs = canonical_inputs(process, references.expect(without_hrefs(process, given)), files=references)
    if len(references.found) > MOST:
        words = _("A product reads at most %(most)d files.")
        raise InputRefused(references.found[0].name, "maxOccurs", words % {"most": MOST})
    return process, inputs, references


@transaction.atomic
def begin_product(product: Product) -> Job:
    """The job of a virtual product, asked for in its owner's name where it needs one; at once by many it is one job.

    Raises as `resolve`, and WrongState where the owner's quotas are spent (`QUOTAS`), one job may not take so much, or
    the product was stopped meanwhile.
    """
    Person.objects.select_for_update().get(pk=product.owner_id)
    if Product.objects.filter(pk=product.pk, retired__isnull=False).exists():
        raise WrongState(_("This product was stopped."), code="product-stopped")
    now = resolve(product)
    if now.job is not None and not now.needs_job:
        return now.job
    return submit_job(process_id=product.process, given=product.given, actor=product.owner, mode=product.kind)
