"""slurmrestd through the guarded door: one server that the operator named, or a socket of this machine."""

import os
import pwd
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from compute.backends.base import BackendAway
from compute.backends.slurm.config import SlurmConfig
from compute.backends.slurm.rest import Door, Rest
from repository.clients.outgoing import OutgoingClient
from repository.errors import TransientFailure

LARGEST_QUEUE: Final = 256 * 2**20
UNIX: Final = "unix://"


@lru_cache(maxsize=2)
def rest_of(config: SlurmConfig) -> Rest | None:
    """Kept, so that its version is settled once; None: the site uses Slurm's commands."""
    if not config.rest_url:
        return None
    return Rest(config, _door_of(config), config.rest_user or _own_name())


def _door_of(config: SlurmConfig) -> Door:
    is_local = config.rest_url.startswith(UNIX)
    client = OutgoingClient(
        base_url="http://localhost" if is_local else config.rest_url,
        timeout_s=config.timeout_s,
        largest_answer=LARGEST_QUEUE,
        local_socket=Path(config.rest_url.removeprefix(UNIX)) if is_local else None,
    )

    def exchange(method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> tuple[int, bytes]:
        try:
            answer = client.request(method, path, body=body, headers=headers)
        except TransientFailure as error:
            raise BackendAway(f"slurmrestd: {error}") from error
        return answer.status, answer.body

    return exchange


def _own_name() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
