"""Which backend the operator chose."""

from django.conf import settings

from compute.backends.base import Backend
from compute.backends.dask.backend import DaskBackend
from compute.backends.local import LocalBackend
from compute.backends.slurm.backend import SlurmBackend
from compute.services.slurm_rest import rest_of


def backend() -> Backend:
    """Of the setting COMPUTE_BACKEND; its notes lie beside the jobs."""
    if settings.COMPUTE_BACKEND == "slurm":
        return SlurmBackend(settings.SLURM, settings.COMPUTE_FOLDER / "slurm", rest_of(settings.SLURM))
    if settings.COMPUTE_BACKEND == "dask":
        return DaskBackend(settings.COMPUTE_FOLDER / "dask", settings.COMPUTE_LIMITS)
    return LocalBackend(settings.COMPUTE_FOLDER / "backend", settings.COMPUTE_LIMITS)
