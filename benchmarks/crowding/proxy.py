"""The web server before the site, with the lines of the production guide; without TLS, which costs both sides alike."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks.harvesting.servers import free_port, running
from config.embedded.child import Program

NGINX: Final = Path("/usr/sbin/nginx")
GUIDE: Final = Path(__file__).parents[2] / "docs" / "production" / "nginx" / "varve.conf"
_MAIN: Final = """daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx-error.log; {user}
events {{ worker_connections 1024; }}
http {{ access_log off; include {folder}/varve.conf; }}
"""


@contextmanager
def behind_nginx(inner: int, folder: Path) -> Iterator[int]:
    """The port of a proxy before the site at ``inner``; raises FileNotFoundError where Debian's nginx is not here."""
    if not NGINX.exists():
        raise FileNotFoundError(f"{NGINX}: install Debian's nginx-light")
    port = free_port()
    (folder / "varve.conf").write_text(_guided(GUIDE.read_text(), port=port, inner=inner))
    main = folder / "nginx.conf"
    main.write_text(_MAIN.format(folder=folder, user="user root;" if os.geteuid() == 0 else ""))
    program = Program("nginx", (str(NGINX), "-p", str(folder), "-c", str(main)))
    with running(program, port=port, path="/healthz", environment={}, logs=folder):
        yield port


def _guided(text: str, *, port: int, inner: int) -> str:
    """The guide's file at ports of this run; the server that leads to TLS, the certificate and the log are left out."""
    text = re.sub(r"server \{\n    listen 80;.*?\n\}\n", "", text, flags=re.DOTALL)
    text = re.sub(r"    (ssl_|access_log).*\n", "", text)
    replaced = {"listen 443 ssl http2;": f"listen 127.0.0.1:{port};", "127.0.0.1:8000": f"127.0.0.1:{inner}"}
    for old, new in replaced.items():
        if old not in text:
            raise RuntimeError(f"{GUIDE.name} has no {old!r} any more")
        text = text.replace(old, new)
    return text
