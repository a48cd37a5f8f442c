"""slurmrestd: what the commands do, by its address or its socket. Its own document settles the version, once."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, Protocol

from compute.backends.base import BackendAway, BackendRefused
from compute.backends.slurm.capacity import Kind, kinds_of_json
from compute.backends.slurm.commands import TEXT_SHOWN, is_for_good
from compute.backends.slurm.config import SlurmConfig
from compute.backends.slurm.judging import Handle
from compute.backends.slurm.queue import NotUnderstood, Row, number, rows_of_objects
from compute.backends.slurm.rest_forms import Dialect, dialect_of, submission
from compute.backends.slurm.script import Batch

OPENAPI: Final = "/openapi/v3"
_OK: Final = 200
_NOT_KNOWN: Final = frozenset({401, 403})
_NO_SUCH_ADDRESS: Final = 404
_NO_SUCH_JOB: Final = frozenset({2017, 2021})
"""ESLURM_INVALID_JOB_ID, ESLURM_ALREADY_DONE."""


class Door(Protocol):
    """One exchange with slurmrestd. Raises BackendAway where no whole answer came."""

    def __call__(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """Status and body, whatever they are."""


class Rest:
    """The scheduler by slurmrestd, for `SlurmBackend`. All methods raise BackendAway."""

    def __init__(self, config: SlurmConfig, door: Door, user: str) -> None:
        self.config, self.door, self.user = config, door, user
        self.dialect: Dialect | None = None

    def sbatch(self, batch: Batch) -> int:
        """The number of the job that was taken. Raises BackendRefused."""
        told = self._ask("POST", "job/submit", submission(self._dialect(), batch, self.config))
        taken = number(told.get("job_id"))
        if not taken:
            raise BackendAway("slurmrestd answers without a number of the job.")
        return taken

    def squeue(self, names: Iterable[str]) -> list[Row]:
        """Our jobs of these names: the whole queue is read, so this is for beginning and ending."""
        wanted = set(names)
        return [row for row in self._rows("jobs") if row.name in wanted] if wanted else []

    def squeue_of(self, handles: Iterable[Handle]) -> list[Row]:
        """Those of these handles, each by its number; one that the queue has forgotten has no row."""
        numbers = sorted({job for handle in handles for job in (handle.array, handle.merge)} - {0})
        return [row for job in numbers for row in self._rows(f"job/{job}")]

    def _rows(self, path: str) -> list[Row]:
        told = self._ask("GET", path, may_miss=True).get("jobs")
        try:
            return rows_of_objects([job for job in told or [] if job["user_name"] == self.user])
        except (NotUnderstood, KeyError, TypeError) as error:
            raise BackendAway(f"slurmrestd tells of jobs in a form that is not known: {error!r}.") from error

    def scancel(self, jobs: Iterable[int]) -> None:
        """End them; those that are not there are no error."""
        for job in jobs:
            self._ask("DELETE", f"job/{job}", may_miss=True)

    def max_array_size(self) -> int:
        """As the operator says: slurmrestd does not tell."""
        return self.config.max_array_size

    def kinds(self) -> list[Kind]:
        """The kinds of nodes of the partition."""
        nodes, partitions = self._ask("GET", "nodes").get("nodes"), self._ask("GET", "partitions").get("partitions")
        return kinds_of_json(nodes or [], partitions or [], self.config.partition)

    def _dialect(self) -> Dialect:
        if self.dialect is None:
            self.dialect = dialect_of(self._exchange("GET", OPENAPI, None)[1])
        return self.dialect

    def _ask(self, method: str, path: str, body: Any = None, *, may_miss: bool = False) -> dict[str, Any]:
        status, told = self._exchange(method, f"/slurm/{self._dialect().version}/{path}", body)
        errors = told.get("errors") or []
        if status == _OK and not errors:
            return told
        if may_miss and errors and all(_number_of(error) in _NO_SUCH_JOB for error in errors):
            return {}
        if status == _NO_SUCH_ADDRESS:
            self.dialect = None  # another version may have been started meanwhile
        text = " ".join(f"{_words(error)}" for error in errors)[:TEXT_SHOWN]
        if method == "POST" and is_for_good(text):
            raise BackendRefused(f"The cluster refuses the job: {text}")
        raise BackendAway(f"slurmrestd answers {status}: {text}")

    def _exchange(self, method: str, path: str, body: Any) -> tuple[int, dict[str, Any]]:
        sent = None if body is None else json.dumps(body).encode()
        status, answer = self.door(method, path, sent, self._headers(has_body=sent is not None))
        if status in _NOT_KNOWN:
            raise BackendAway(f"slurmrestd does not take who we are ({status}): is the token of {self.user} too old?")
        try:
            told = json.loads(answer)
        except ValueError:
            told = None
        if not isinstance(told, dict):
            raise BackendAway(f"slurmrestd answers {status}, and no JSON.")
        return status, told

    def _headers(self, *, has_body: bool) -> dict[str, str]:
        """The token is read each time: it is renewed beside us."""
        headers = {"Accept": "application/json"} | ({"Content-Type": "application/json"} if has_body else {})
        if self.config.rest_token is None:
            return headers
        try:
            token = self.config.rest_token.read_text().strip()
        except (OSError, ValueError) as error:
            raise BackendAway("The file of SLURM_REST_TOKEN_FILE cannot be read.") from error
        token = token.removeprefix("SLURM_JWT=")
        if not token.isascii() or not token.isprintable():
            raise BackendAway("The file of SLURM_REST_TOKEN_FILE holds no token.")
        return headers | {"X-SLURM-USER-NAME": self.user, "X-SLURM-USER-TOKEN": token}


def _number_of(error: Any) -> int | None:
    told = error.get("error_number", error.get("error_code")) if isinstance(error, dict) else None
    return told if isinstance(told, int) else None


def _words(error: Any) -> str:
    if not isinstance(error, dict):
        return str(error)
    return ": ".join(str(error[name]) for name in ("error", "description") if error.get(name))
