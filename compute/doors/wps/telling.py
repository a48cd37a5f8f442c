"""What answers tell of a job, whatever the version: how far it is, what it was given, its outputs. Pure."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from compute.doors.wps.markup import clean
from compute.processes.base import Process


@dataclass(frozen=True, slots=True)
class Shown:
    """One output: ``body`` as it is, or None where only ``href`` is given."""

    name: str
    media_type: str
    href: str
    body: bytes | None = None

    @property
    def text(self) -> str:
        """The body as text; in base64 where it is none."""
        body = self.body or b""
        return body.decode() if self.is_text else base64.b64encode(body).decode()

    @property
    def is_text(self) -> bool:
        """Of a type that is text, readable as such, and without characters that XML forbids."""
        if not (self.media_type.startswith("text/") or self.media_type.endswith(("json", "xml"))):
            return False
        try:
            text = (self.body or b"").decode()
        except UnicodeDecodeError:
            return False
        return clean(text) == text


@dataclass(frozen=True, slots=True)
class Told:
    """One job. ``status``: accepted, running, successful, failed, dismissed."""

    id: str
    process: Process
    status: str
    percent: int
    message: str
    created: datetime
    inputs: Mapping[str, Any]
    outputs: Sequence[Shown] = ()
    expires: datetime | None = None
    address: str = ""
    """Where its status is told."""
