"""Following everything that a browser could follow from an address, and looking for needles in every answer."""

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urljoin, urlsplit

from django.test import Client

_LINKS = re.compile(r'(?:href|src|action|data-[\w-]+|content|poster|srcset)="([^"]*)"')
MOST = 600


@dataclass
class Crawl:
    """What was asked, and in which answers a needle was found: (address, where, needle)."""

    client: Client
    needles: Iterable[str]
    asked: dict[str, int] = field(default_factory=dict)
    found: list[tuple[str, str, str]] = field(default_factory=list)

    def from_addresses(self, *starts: str) -> "Crawl":
        """Ask these, and everything of this site that their answers name."""
        waiting = list(starts)
        while waiting and len(self.asked) < MOST:
            address = waiting.pop(0)
            if address in self.asked:
                continue
            waiting += [each for each in self._ask(address) if each not in self.asked]
        return self

    def _ask(self, address: str) -> list[str]:
        answer = self.client.get(address)
        self.asked[address] = answer.status_code
        body = b"".join(answer)
        headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
        headers += "\n".join(morsel.OutputString() for morsel in answer.cookies.values())
        self._search(address, "headers", headers.encode())
        for where, content in opened(body):
            self._search(address, where, content)
        text = body.decode("utf-8", "replace")
        named = [answer.headers["Location"]] if answer.has_header("Location") else []
        named += re.findall(r"<([^>]*)>", answer.headers.get("Link", ""))
        if "html" in answer.headers.get("Content-Type", ""):
            named += [each.replace("&amp;", "&") for each in _LINKS.findall(text)]
        return [each for each in (_within(address, name) for name in named) if each]

    def _search(self, address: str, where: str, content: bytes) -> None:
        for text in {content.decode("utf-8", "replace").lower(), content.decode("latin-1").lower()}:
            for side in {text, unquote(text), text.encode().replace(b"\0", b"").decode()}:
                self.found += [(address, where, needle) for needle in self.needles if needle in side]


def opened(body: bytes) -> Iterator[tuple[str, bytes]]:
    """The bytes, and what is compressed in them."""
    yield "body", body
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as members:
            for name in members.namelist():
                yield f"member {name}", members.read(name)
    if body.startswith(b"\x1f\x8b"):
        yield "gzip", gzip.decompress(body)
    for begin in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", body):
        try:
            yield "deflated", zlib.decompressobj().decompress(body[begin.start() :], 1_000_000)
        except zlib.error:
            continue


def _within(base: str, name: str) -> str:
    """An address of this site, without its fragment; nothing for those of others."""
    parts = urlsplit(urljoin(f"http://testserver{base}", name))
    if parts.scheme not in ("http", "https") or parts.hostname not in ("testserver", "localhost"):
        return ""
    # signing in names the page to come back to: without end, if it is followed
    return parts.path + (f"?{parts.query}" if parts.query and "next=" not in parts.query else "")
