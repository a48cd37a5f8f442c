"""What the spine does when something happened; named by ``config/pipeline.py``."""

from repository.notifications.access import tell_access_answered, tell_access_asked, tell_access_requested
from repository.notifications.deposit_people import tell_changed, tell_invited, tell_joined
from repository.notifications.digests import tell_digest
from repository.notifications.erasures import tell_erased, tell_erasure_proposed
from repository.notifications.expiring import tell_expiring
from repository.notifications.messages import tell_authors
from repository.notifications.people import (
    tell_grant,
    tell_room_answered,
    tell_room_asked,
    tell_token,
    tell_webhook_off,
)
from repository.notifications.published import tell_published, tell_withdrawn
from repository.notifications.sources import tell_source_answered, tell_source_declared, tell_source_stopped
from repository.notifications.watching import tell_watch_asked, tell_watchers
from repository.services.anonymity import look_through_files as _look_through_files
from repository.services.deliveries import Claim
from repository.services.doi_moves import move_doi as _move_doi
from repository.services.doi_updates import refresh_doi as _refresh_doi
from repository.services.embargoes import render_again as _render_again
from repository.services.erasures import erase_drafts as _erase_drafts
from repository.services.inspections import read_file as _read_file
from repository.services.poles import note_disciplines as _note_disciplines
from repository.services.previews import make_previews as _make_previews
from repository.services.previews import order_previews as _order_previews
from repository.services.publication import publish as _publish
from repository.services.purges import forget_pages as _forget_pages
from repository.services.registrar_patience import patiently
from repository.services.registration import register_publication
from repository.services.registration import register_withdrawal as _register_withdrawal
from repository.services.reservations import release_doi as _release_doi
from repository.services.reservations import reserve_doi as _reserve_doi
from repository.services.reservations import secure_doi, want_dois
from repository.services.snapshots import freeze_dataset
from repository.services.stations import read_stations as _read_stations
from repository.services.subsets import read_subset as _read_subset
from repository.services.taking import take_snapshot as _take_snapshot
from repository.services.webhook_calls import call_webhook as _call_webhook
from repository.services.webhook_calls import plan_webhooks as _plan_webhooks

__all__ = [
    "call_webhook",
    "erase_drafts",
    "forget_pages",
    "freeze",
    "look_through_files",
    "make_previews",
    "move_doi",
    "note_disciplines",
    "order_previews",
    "plan_webhooks",
    "publish",
    "read_file",
    "read_stations",
    "read_subset",
    "refresh_doi",
    "register",
    "register_withdrawal",
    "release_doi",
    "render_again",
    "reserve_doi",
    "take_snapshot",
    "tell_access_answered",
    "tell_access_asked",
    "tell_access_requested",
    "tell_authors",
    "tell_changed",
    "tell_digest",
    "tell_erased",
    "tell_erasure_proposed",
    "tell_expiring",
    "tell_grant",
    "tell_invited",
    "tell_joined",
    "tell_published",
    "tell_room_answered",
    "tell_room_asked",
    "tell_source_answered",
    "tell_source_declared",
    "tell_source_stopped",
    "tell_token",
    "tell_watch_asked",
    "tell_watchers",
    "tell_webhook_off",
    "tell_withdrawn",
    "want_doi",
]


def want_doi(claim: Claim) -> None:
    """``deposit.created``: ask for the DOI of its dataset."""
    want_dois(claim=claim)


def forget_pages(claim: Claim) -> None:
    """What changes public pages: the proxy that keeps them, where there is one, forgets them."""
    _forget_pages(claim=claim)


def read_file(claim: Claim) -> None:
    """``file.attached``, ``reading.ordered``: read a file of a draft for what it says of itself."""
    _read_file(claim=claim)


def look_through_files(claim: Claim) -> None:
    """``link.made``, ``looking.ordered``: which files name the authors whom a private link hides."""
    _look_through_files(claim=claim)


def reserve_doi(claim: Claim) -> None:
    """``doi.wanted``, ``dataset.added``: reserve the DOI."""
    with patiently(claim):
        _reserve_doi(claim=claim)


def release_doi(claim: Claim) -> None:
    """``dataset.removed``, ``dataset.rejected``: give the reserved DOI back."""
    with patiently(claim):
        _release_doi(claim=claim)


def refresh_doi(claim: Claim) -> None:
    """``doi.stale``, ``embargo.ended``: send the registrar what differs from what it holds."""
    with patiently(claim):
        _refresh_doi(claim=claim)


def move_doi(claim: Claim) -> None:
    """``doi.move_ordered``: reserve the new DOI of a public dataset and seal a record that names it."""
    with patiently(claim):
        _move_doi(claim=claim)


def note_disciplines(claim: Claim) -> None:
    """``pole.changed``: have the disciplines of the site sealed into its newest package."""
    _note_disciplines(claim=claim)


def freeze(claim: Claim) -> None:
    """``dataset.accepted``, ``snapshot.taken``: freeze its layer, under a DOI that is reserved."""
    with patiently(claim):
        if claim.event.dataset_id is not None:
            secure_doi(dataset_id=claim.event.dataset_id)
        freeze_dataset(claim=claim)


def take_snapshot(claim: Claim) -> None:
    """``snapshot.due``: what is new at the source of an evolving dataset becomes its next layer."""
    _take_snapshot(claim=claim)


def register(claim: Claim) -> None:
    """``package.replicated``: register the DOI."""
    with patiently(claim):
        register_publication(claim=claim)


def publish(claim: Claim) -> None:
    """``doi.registered``: make public."""
    _publish(claim=claim)


def register_withdrawal(claim: Claim) -> None:
    """``dataset.withdrawn``: let the DOI resolve to the tombstone page."""
    with patiently(claim):
        _register_withdrawal(claim=claim)


def render_again(claim: Claim) -> None:
    """``embargo.ended``, ``embargo.shortened``: what is stored says what holds today."""
    _render_again(claim=claim)


def order_previews(claim: Claim) -> None:
    """``snapshot.published``, ``record.published``, ``embargo.ended``: previews of the files that are open now."""
    _order_previews(claim=claim)


def make_previews(claim: Claim) -> None:
    """``previews.ordered``: make previews of some files, and order the others."""
    _make_previews(claim=claim)


def read_stations(claim: Claim) -> None:
    """``previews.ordered``: read the stations of some files, and order the others."""
    _read_stations(claim=claim)


def read_subset(claim: Claim) -> None:
    """``subset.ordered``: read a part of a layer, or compare it with what it was."""
    _read_subset(claim=claim)


def erase_drafts(claim: Claim) -> None:
    """``erasure.confirmed``: copies of drafts and unfinished uploads go."""
    _erase_drafts(claim=claim)


def plan_webhooks(claim: Claim) -> None:
    """``snapshot.published``, ``record.published``, ``dataset.withdrawn``: a call for each webhook that is told."""
    _plan_webhooks(claim=claim)


def call_webhook(claim: Claim) -> None:
    """``webhook.ordered``: call it, until it takes the call or is given up."""
    _call_webhook(claim=claim)
