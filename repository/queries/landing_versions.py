"""The description of a dataset as it was published once, with the files of that time."""

from dataclasses import replace

from repository.models import Dataset, Publication, Snapshot
from repository.queries.landing import public_landing
from repository.queries.landing_head import Head
from repository.queries.landing_layers import Asked
from repository.queries.landing_parts import LandingPage
from repository.queries.science_parts import PastVersion


def version_landing(dataset: Dataset, *, number: int, asked: Asked) -> LandingPage:
    """The page of publication ``number`` of a public dataset. Raises ``LookupError`` for none that is public.

    Only the description and the layer are of that time: who may have the files, and what stands around them, is of now.
    Programs are led to the dataset, whose description is the one that counts.
    """
    shown = Publication.objects.filter(dataset=dataset, published_at__isnull=False)
    found = shown.select_related("record_version").filter(number=number).first()
    if found is None:
        raise LookupError(f"{dataset} has no version {number}")
    newest = shown.order_by("-number").values_list("number", flat=True)[0]
    page = public_landing(dataset, fragment=_layer_of(found), asked=asked, version=found.record_version)
    past = PastVersion(number, found.date, found.note if number > 1 else "", is_newest=number == newest)
    return replace(page, past=past, is_newest=True, exports=(), fair=None, head=Head(schemas=()))


def _layer_of(publication: Publication) -> int | None:
    """The layer that was the newest when this was published."""
    layers = Snapshot.objects.filter(dataset=publication.dataset_id, published_at__isnull=False)
    until = layers.filter(publication__number__lte=publication.number)
    return until.order_by("-number").values_list("number", flat=True).first()
