"""What proxies keep of a dataset is forgotten when it changes."""

from typing import Final

from django.conf import settings

from repository.clients.proxy_cache import ProxyCache
from repository.errors import TransientFailure
from repository.models import Delivery
from repository.services.deliveries import Claim

ALL_DATASETS: Final = "datasets"
"""The name that proxies keep everything of every dataset under."""

TIMEOUT_S: Final = 5.0
_RENDERS: Final = (
    "repository.consumers.render_again",
    "repository.consumers.make_previews",
    "repository.consumers.read_stations",
)


def key_of_dataset(suffix: str) -> str:
    """The name that proxies keep everything of one dataset under."""
    return f"dataset-{suffix}"


class NotRenderedYet(TransientFailure):
    """What the proxy would fetch next is still being written."""

    code = "not-rendered-yet"


def forget_pages(*, claim: Claim) -> None:
    """Consumer of all that changes public pages: of one dataset, or of all where the event is about no dataset."""
    if settings.CACHE_PURGE_URL:
        waits = Delivery.objects.filter(event=claim.event, consumer__in=_RENDERS, done_at__isnull=True)
        if waits.exists():
            raise NotRenderedYet("The records of this dataset are still being rendered.")
        dataset = claim.event.dataset
        key = key_of_dataset(dataset.suffix) if dataset else ALL_DATASETS
        ProxyCache(url=settings.CACHE_PURGE_URL, timeout_s=TIMEOUT_S).forget(key)
    with claim.complete():
        return
