"""Products made, paused, gone on with and stopped by their owners."""

from itertools import count
from secrets import token_hex
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from compute.hrefs import without_hrefs
from compute.models import Job, Product, ProductKind
from compute.processes.base import InputRefused, Process
from compute.processes.inputs import canonical_inputs
from compute.services.again import given_of
from compute.services.resolving import read_request
from compute.services.submitting import process_of
from compute.staging import References
from compute.states import JobState
from repository.access import Action, can
from repository.errors import Malformed, NotAllowed, WrongState
from repository.lifecycle import Standing
from repository.models import Dataset, LayerFile, Person
from repository.queries.layers import published_snapshots
from repository.services.events import record_event

MOST: Final = 200
"""Products of one person that are not stopped."""
_LONGEST: Final = 50
_TITLE: Final = 150
_PATTERN: Final = 200
_RANDOM: Final = 4
"""Bytes."""


@transaction.atomic
def keep_product(
    *,
    actor: Person,
    kind: ProductKind,
    title: str,
    process_id: str,
    given: Any,
    is_public: bool = False,
    dataset: str = "",
    takes: str = "",
    pattern: str = "",
    also_past: bool = False,
) -> Product:
    """A request that stays. A systematic one takes files of ``dataset`` (its suffix or DOI) as its input ``takes``.

    ``also_past``: the files that are there already, else those that come from now on. Raises NoSuchProcess,
    InputRefused, NotAllowed, Malformed (a title), WrongState (a process that is not made for this, too many products).
    """
    if not actor.is_active:
        raise NotAllowed(_("You may not do this with this account."))
    product = Product(kind=kind, title=_title(title), process=process_id, given=given, owner=actor)
    process = process_of(process_id)
    if kind not in process.modes:
        raise WrongState(_("This process is not made for such products."), code="mode-not-offered")
    if kind == ProductKind.VIRTUAL:
        read_request(actor, process_id, given)
        product.is_public = is_public
    else:
        _take_files(product, process, suffix=dataset, takes=takes)
        product.pattern = _one_line(pattern, "pattern", _PATTERN)
        product.since = None if also_past else timezone.now()
    Person.objects.select_for_update().get(pk=actor.pk)
    if Product.objects.filter(owner=actor, retired__isnull=True).count() >= MOST:
        raise WrongState(_("You have as many products as one person may have. Stop one first."), code="product-limit")
    _save_named(product)
    record_event("product.made", subject=product, actor=actor, payload={"kind": kind, "slug": product.slug})
    return product


def keep_job(*, job_id: UUID, actor: Person, kind: ProductKind, title: str, **more: Any) -> Product:
    """A product of a job's request. Raises Job.DoesNotExist also for another person's, and as `keep_product`.

    Its files are those of the newest layer from now on, where they still are there; a systematic product takes those of
    the dataset that its first published file came from.
    """
    job = Job.objects.filter(owner=actor).get(pk=job_id)
    if job.state != JobState.SUCCEEDED:
        raise WrongState(_("Only the request of a job that succeeded can be kept."), code="job-without-outputs")
    given = _following(given_of(job))
    if kind == ProductKind.SYSTEMATIC:
        first = source_of(job)
        if first is None:
            raise WrongState(_("This job read no file of a published dataset."), code="no-granules")
        given.pop(first.name)
        more |= {"dataset": first.dataset.suffix, "takes": first.name}
    return keep_product(actor=actor, kind=kind, title=title, process_id=job.process, given=given, **more)


def source_of(job: Job) -> Any:
    """The first published file that a job read; None where there is none."""
    return job.files.filter(snapshot__isnull=False).select_related("dataset__current_version").first()


@transaction.atomic
def change_product(*, product_id: int, actor: Person, do: str) -> Product:
    """``pause``, ``resume`` or ``retire`` one's own product; twice is once. Raises Product.DoesNotExist, WrongState.

    What is stopped stays stopped; its record, its jobs and their results stay too.
    """
    product = Product.objects.select_for_update().filter(owner=actor).get(pk=product_id)
    now, before = timezone.now(), (product.paused, product.retired)
    if do == "retire":
        product.retired = product.retired or now
    elif product.retired or product.kind != ProductKind.SYSTEMATIC or do not in {"pause", "resume"}:
        raise WrongState(_("This product was stopped, or has nothing to pause."), code="product-stopped")
    else:
        product.paused = (product.paused or now) if do == "pause" else None
    if (product.paused, product.retired) != before:
        product.save(update_fields=["paused", "retired"])
        record_event("product.changed", subject=product, actor=actor, payload={"do": do})
    return product


def _title(text: str) -> str:
    title = _one_line(" ".join(text.split()), "title", _TITLE)
    if not title:
        raise Malformed(_("A product needs a name."), code="product-title")
    return title


def _one_line(text: str, field: str, most: int) -> str:
    """Raises Malformed for what is too long for its field, or has characters that nobody sees."""
    if len(text) > most or not text.isprintable():
        words = _("This is one line of at most %(most)d letters: %(text)s")
        raise Malformed(words % {"most": most, "text": ascii(text[:60])}, code=f"product-{field}")
    return text


def _take_files(product: Product, process: Process, *, suffix: str, takes: str) -> None:
    """Everything but the file itself is looked at now. Raises InputRefused, NotAllowed."""
    spec = process.inputs.get(takes)
    if spec is None or not spec.media_types:
        raise InputRefused(takes or "inputs", "reference", _("This process has no input of that name that is a file."))
    dataset = _public_dataset(suffix)
    if dataset is None:
        raise InputRefused(takes, "no-such-file", _("There is no such public dataset."))
    if not can(product.owner, Action.DOWNLOAD, dataset):
        raise NotAllowed(_("You may not read this file."), code="files-closed")
    product.source, product.takes = dataset, takes
    if not isinstance(product.given, dict) or takes in product.given:
        words = _("%(name)s: this input takes the files as they come, so that nothing else is given for it.")
        raise InputRefused(takes, "granule", words % {"name": takes})
    references = References(product.owner)

    def some_file(name: str, value: Any) -> dict[str, Any]:
        stands_for = {"path": "granule/0/file", "sha256": "0" * 64, "bytes": 1, "media_type": spec.media_types[0]}
        return stands_for if name == takes else references(name, value)

    value: Any = {} if spec.max_occurs == 1 else [{}]
    canonical_inputs(process, without_hrefs(process, product.given | {takes: value}), files=some_file)


def _public_dataset(named: str) -> Dataset | None:
    """By its suffix, or by its DOI as our answers have it."""
    prefix, _slash, suffix = named.removeprefix("doi:").rpartition("/")
    if "\x00" in named:
        return None
    wanted = {"suffix": suffix} | ({"prefix": prefix} if prefix else {})
    return Dataset.objects.filter(standing=Standing.PUBLIC, **wanted).first()


def _following(given: dict[str, Any]) -> dict[str, Any]:
    """References without their layer, where the newest one has a file of that path."""
    return {
        name: [_newest(each) for each in value] if isinstance(value, list) else _newest(value)
        for name, value in given.items()
    }


def _newest(value: Any) -> Any:
    if not isinstance(value, dict) or set(value) != {"dataset", "path", "layer"}:
        return value
    newest = published_snapshots(Dataset.objects.get(suffix=value["dataset"])).values("pk")[:1]
    is_there = LayerFile.objects.filter(snapshot__in=newest, path=value["path"]).exists()
    return {name: value[name] for name in ("dataset", "path")} if is_there else value


def _save_named(product: Product) -> None:
    """Named after its title: one for everybody with a number where that name is taken, as its list shows.

    One that is not has some random letters: neither its name nor that of another one tells that it is there.
    """
    name = slugify(product.title)[:_LONGEST].strip("-") or product.kind
    while not product.is_public:
        product.slug = f"{name}-{token_hex(_RANDOM)}"
        if _is_saved(product):
            return
    taken = set(Product.objects.filter(slug__startswith=name).values_list("slug", flat=True))
    numbers = (name if number == 1 else f"{name}-{number}" for number in count(1))
    for product.slug in numbers:
        if product.slug not in taken and _is_saved(product):
            return


def _is_saved(product: Product) -> bool:
    """False where somebody else took the name at this moment."""
    try:
        with transaction.atomic():
            product.save(force_insert=True)
    except IntegrityError:
        return False
    return True
