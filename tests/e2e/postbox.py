"""The letters that a site has sent, as its folder of mail keeps them."""

import email
import email.policy
import re
import time
from dataclasses import dataclass
from pathlib import Path

PATIENCE_S = 60.0
_BETWEEN = re.compile(r"^-{79}$", re.MULTILINE)


@dataclass(frozen=True)
class Letter:
    """One mail: to whom, about what, and what it says."""

    to: str
    subject: str
    text: str

    def link(self, part: str) -> str:
        """The first address of the letter that holds this part."""
        found = re.search(rf"https?://\S*{re.escape(part)}\S*", self.text)
        assert found, f"no {part} in:\n{self.text}"
        return found[0]


def letters(home: Path) -> list[Letter]:
    """All of them, the oldest first."""
    found = []
    for path in sorted((home / "mail").glob("*.log"), key=lambda each: each.stat().st_mtime_ns):
        found += [_read(part) for part in _BETWEEN.split(path.read_text(errors="replace")) if part.strip()]
    return found


def awaited(home: Path, to: str, words: str) -> Letter:
    """The newest letter to this address that holds these words; they are sent by a worker."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        said = [each for each in letters(home) if each.to == to and words in f"{each.subject}\n{each.text}"]
        if said:
            return said[-1]
        time.sleep(0.3)
    raise AssertionError(f"{to} was never told “{words}”: {[(each.to, each.subject) for each in letters(home)]}")


def _read(text: str) -> Letter:
    message = email.message_from_string(text.lstrip("\n"), policy=email.policy.default)
    body = message.get_body(("plain",))
    return Letter(str(message["To"]), str(message["Subject"]), body.get_content() if body else "")
