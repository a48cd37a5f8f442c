"""What the spine does when something happened; named by ``config/pipeline.py``."""

from repository.notifications.published import tell_published, tell_withdrawn
from repository.services.deliveries import Claim
from repository.services.embargoes import render_again as _render_again
from repository.services.publication import publish as _publish
from repository.services.registration import register_publication
from repository.services.registration import register_withdrawal as _register_withdrawal
from repository.services.snapshots import freeze_dataset

__all__ = ["freeze", "publish", "register", "register_withdrawal", "render_again", "tell_published", "tell_withdrawn"]


def freeze(claim: Claim) -> None:
    """``dataset.accepted``: freeze its layer."""
    freeze_dataset(claim=claim)


def register(claim: Claim) -> None:
    """``package.replicated``: register the DOI."""
    register_publication(claim=claim)


def publish(claim: Claim) -> None:
    """``doi.registered``: make public."""
    _publish(claim=claim)


def register_withdrawal(claim: Claim) -> None:
    """``dataset.withdrawn``: let the DOI resolve to the tombstone page."""
    _register_withdrawal(claim=claim)


def render_again(claim: Claim) -> None:
    """``embargo.ended``: what is stored says that the files are open."""
    _render_again(claim=claim)
