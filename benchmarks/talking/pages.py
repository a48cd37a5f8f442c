"""Open pages that follow a conversation as `static/js/talk.js` does: one connection each, a question every 1.25 s."""

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

EVERY_S: Final = 1.25
OPENED_WITHIN_S: Final = 12.0


@dataclass
class OpenPage:
    """One page of somebody. ``changed``: called with the moment when something new came, after the first answer."""

    port: int
    path: str
    session: str
    changed: Callable[[float], None] = lambda _moment: None
    tag: str = ""
    asked: int = 0
    waited: list[float] = field(default_factory=list)

    async def follow(self) -> None:
        """Ask until it is cancelled, beginning at any moment of the first seconds: people open pages one by one."""
        await asyncio.sleep(random.uniform(0, OPENED_WITHIN_S))
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            while True:
                began = time.perf_counter()
                await self._ask(reader, writer)
                took = time.perf_counter() - began
                self.waited.append(took)
                await asyncio.sleep(max(EVERY_S, 4 * took))
        finally:
            writer.close()

    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        known = f"If-None-Match: {self.tag}\r\n" if self.tag else ""
        cookie = f"Cookie: sessionid={self.session}\r\n"
        writer.write(f"GET {self.path} HTTP/1.1\r\nHost: localhost:{self.port}\r\n{cookie}{known}\r\n".encode())
        answer = (await reader.readuntil(b"\r\n\r\n")).decode()
        status = int(answer.split(" ", 2)[1])
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in answer.split("\r\n"))}
        await reader.readexactly(int(headers.get("content-length", "0")) if status != 304 else 0)
        if status not in (200, 304):
            raise RuntimeError(f"{self.path}: {status}")
        if status == 200 and self.tag:
            self.changed(time.perf_counter())
        self.asked, self.tag = self.asked + 1, headers["etag"]
