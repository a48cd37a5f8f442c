"""Jobs as graphs of Dask on this machine: a driver for each, found again by its name as a supervisor is."""

from importlib.util import find_spec

from compute.backends.base import BackendAway, Submission
from compute.backends.local import LocalBackend


class DaskBackend(LocalBackend):
    """As `LocalBackend`, with a scheduler of Dask for each job: begun by its driver, listening on loopback."""

    name = "dask"
    supervisor = "compute.backends.dask.driver"

    def _launch(self, job: Submission) -> None:
        if find_spec("distributed") is None:
            raise BackendAway("Dask is not installed: it is the extra `dask` of the package.")
        super()._launch(job)
