"""What the compute module does when something happened; named by ``config/pipeline.py``."""

from compute.services import calling, collecting, ending, filling, granules, handing, preparing
from repository.services.deliveries import Claim


def prepare_job(claim: Claim) -> None:
    """``job.submitted``: copy its files, rights asked again, and plan its tasks."""
    preparing.prepare_job(claim=claim)


def hand_over_job(claim: Claim) -> None:
    """``job.staged``: give it to the backend, under its own name."""
    handing.hand_over_job(claim=claim)


def collect_outputs(claim: Claim) -> None:
    """``job.computed``: hash and take what it made."""
    collecting.collect_outputs(claim=claim)


def clear_up(claim: Claim) -> None:
    """``job.ended``: end what still runs, remove the copies of its inputs."""
    collecting.clear_up(claim=claim)


def plan_call(claim: Claim) -> None:
    """``job.staged``, ``job.ended``: order the call of whoever is to be told."""
    calling.plan_call(claim=claim)


def fill_draft(claim: Claim) -> None:
    """``job.return_asked``: put its outputs, and how they came to be, into the draft that was made for them."""
    filling.fill_draft(claim=claim)


def end_erased(claim: Claim) -> None:
    """``erasure.confirmed``: remove what was made of erased files, end the jobs that read them."""
    ending.end_erased(claim=claim)


def take_layer(claim: Claim) -> None:
    """``snapshot.published``: a job for each new file that a systematic product takes."""
    granules.take_layer(claim=claim)


def take_product(claim: Claim) -> None:
    """``product.made``: the same for the files that are there already."""
    granules.take_product(claim=claim)
