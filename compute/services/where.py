"""Which backend the operator chose."""

from django.conf import settings

from compute.backends.base import Backend
from compute.backends.local import LocalBackend
from compute.backends.slurm.backend import SlurmBackend
from compute.services.slurm_rest import rest_of


def backend() -> Backend:
    """Of the setting COMPUTE_BACKEND; its notes lie beside the jobs."""
    if settings.COMPUTE_BACKEND == "slurm":
        return SlurmBackend(settings.SLURM, settings.COMPUTE_FOLDER / "slurm", rest_of(settings.SLURM))
    return LocalBackend(settings.COMPUTE_FOLDER / "backend", settings.COMPUTE_LIMITS)
