"""What the archive does when something happened; named by ``config/pipeline.py``."""

from archive.services import erasing, event_sealing, handing_over, losses, packaging, repair, replication
from repository.services.deliveries import Claim


def write_package(claim: Claim) -> None:
    """``snapshot.frozen``, ``record.frozen``: write the package."""
    packaging.write_package(claim=claim)


def plan_copies(claim: Claim) -> None:
    """``package.sealed``, ``events.sealed``: ask for one copy in each store."""
    replication.plan_copies(claim=claim)


def copy_replica(claim: Claim) -> None:
    """``replica.requested``: bring one copy to its store."""
    replication.copy_replica(claim=claim)


def seal_events(claim: Claim) -> None:
    """``snapshot.published``, ``record.published``, ``dataset.withdrawn``: seal what the record cannot hold."""
    event_sealing.seal_events(claim=claim)


def repair_copy(claim: Claim) -> None:
    """``copy.faulty``: restore one file in one place."""
    repair.repair_copy(claim=claim)


def tell_lost(claim: Claim) -> None:
    """``file.lost``: mail to the operators."""
    losses.tell_lost(claim=claim)


def seal_erasure(claim: Claim) -> None:
    """``erasure.confirmed``: seal a manifest without the files, and order every place to let go of them."""
    erasing.seal_erasure(claim=claim)


def erase_place(claim: Claim) -> None:
    """``erasure.ordered``: remove the bytes from one place, and look whether they are gone."""
    erasing.erase_place(claim=claim)


def push_handover(claim: Claim) -> None:
    """``handover.requested``: bring a package to the store of a data centre."""
    handing_over.push_handover(claim=claim)
