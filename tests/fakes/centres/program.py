"""A data centre's program as its own developers would write it: it reads a letter, fetches, checks, answers.

It speaks HTTP over sockets with the standard library and imports nothing of the repository.
"""

import hashlib
import json
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit


@dataclass
class Answered:
    """What came back: status, and the document where there was one."""

    status: int
    told: dict[str, Any] = field(default_factory=dict)
    body: bytes = b""


@dataclass
class Centre:
    """One centre: ``holdings`` by DOI, ``log`` of every request. ``at``: where the site really listens."""

    name: str
    at: str
    holdings: dict[str, dict[str, bytes]] = field(default_factory=dict)
    log: list[tuple[str, str, int]] = field(default_factory=list)

    def read(self, letter: bytes) -> dict[str, Any]:
        """The part for programs of a letter."""
        told: dict[str, Any] = json.loads(letter)
        return told

    def fetch(self, letter: dict[str, Any]) -> dict[str, bytes]:
        """Every file of the layer, compared with its SHA256; into the holdings."""
        notice = self.ask("GET", letter["handover"], letter).told
        files: dict[str, bytes] = {}
        for file in notice["layer"]["listed"]:
            got = self.ask("GET", file["url"], letter)
            assert got.status == 200, got
            assert hashlib.sha256(got.body).hexdigest() == file["sha256"]
            files[file["path"]] = got.body
        self.holdings[notice["dataset"]["doi"]] = files
        return files

    def acknowledge(self, letter: dict[str, Any]) -> Answered:
        """We have it."""
        return self.ask("POST", letter["answers"]["acknowledgement"], letter, {})

    def integrate(self, letter: dict[str, Any], identifier: str, address: str = "") -> Answered:
        """We hold it as."""
        said = {"identifier": identifier, "address": address}
        return self.ask("POST", letter["answers"]["integration"], letter, said)

    def ask(self, verb: str, url: str, letter: dict[str, Any], said: Any = None) -> Answered:
        """One request on a connection of its own."""
        host = urlsplit(self.at)
        parts = urlsplit(url)
        line = HTTPConnection(host.hostname or "", host.port or 80, timeout=20)
        headers = {"Authorization": letter["authorization"], "Host": host.netloc}
        if said is not None:
            headers["Content-Type"] = "application/json"
        try:
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            line.request(verb, path, body=None if said is None else json.dumps(said), headers=headers)
            answer = line.getresponse()
            body = answer.read()
        finally:
            line.close()
        self.log.append((verb, parts.path, answer.status))
        is_json = "json" in (answer.getheader("Content-Type") or "")
        return Answered(answer.status, json.loads(body) if is_json else {}, body)


@dataclass
class Careless(Centre):
    """A centre whose messages are lost and doubled, and come in any order: ``fate`` says what happens to each.

    ``lost``: sent, and the line falls before the answer is read. ``dropped``: never sent. ``twice``: sent twice.
    Nobody there looks at an answer; what was not answered with 200 is sent again by the round of the night.
    """

    fate: list[str] = field(default_factory=list)
    unsure: list[tuple[str, str, dict[str, Any], Any]] = field(default_factory=list)

    def ask(self, verb: str, url: str, letter: dict[str, Any], said: Any = None) -> Answered:
        """As the next fate has it; reading is never lost."""
        fate = self.fate.pop(0) if verb == "POST" and self.fate else ""
        if fate == "dropped":
            self.unsure.append((verb, url, letter, said))
            return Answered(0)
        found = super().ask(verb, url, letter, said)
        if fate == "twice":
            found = super().ask(verb, url, letter, said)
        if fate == "lost":
            self.unsure.append((verb, url, letter, said))
            return Answered(0)
        return found

    def round_of_the_night(self) -> list[int]:
        """Everything that was not answered, the newest first; the statuses."""
        again, self.unsure = self.unsure[::-1], []
        return [super(Careless, self).ask(*each).status for each in again]
