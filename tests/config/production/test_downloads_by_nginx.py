"""Public files come from nginx once the site has said yes: with the same proofs, and slow readers stop nobody."""

import hashlib
import re
import socket
import ssl
import time
from base64 import b64encode
from contextlib import ExitStack

import pytest

from tests.config.production.conftest import Running

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def address(site: Running) -> str:
    """A public file."""
    landing = f"{site.stage.url}/datasets/{site.made['suffix']}/"
    link = re.search(r'href="(/datasets/[^"]+/files/[^"]+)"', site.reader.get(landing, timeout=20).text)
    assert link
    return f"{site.stage.url}{link[1]}"


def test_a_whole_file_comes_with_its_proofs_and_its_guards(site: Running, address: str) -> None:
    answer = site.reader.get(address, timeout=20)
    digest = hashlib.sha256(answer.content)
    assert answer.status_code == 200
    assert answer.headers["ETag"] == f'"{digest.hexdigest()}"'
    assert answer.headers["Repr-Digest"] == f"sha-256=:{b64encode(digest.digest()).decode()}:"
    assert answer.headers["Content-Length"] == str(len(answer.content))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src" in answer.headers["Content-Security-Policy"]
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert 'rel="collection"' in answer.headers["Link"]
    assert "X-Accel-Redirect" not in answer.headers


def test_a_part_is_given_and_what_is_known_is_not_sent_again(site: Running, address: str) -> None:
    whole = site.reader.get(address, timeout=20)
    part = site.reader.get(address, headers={"Range": "bytes=0-6"}, timeout=20)
    assert (part.status_code, part.content) == (206, whole.content[:7])
    assert part.headers["Content-Range"] == f"bytes 0-6/{len(whole.content)}"
    beyond = site.reader.get(address, headers={"Range": "bytes=999999999-"}, timeout=20)
    assert beyond.status_code == 416
    known = site.reader.get(address, headers={"If-None-Match": whole.headers["ETag"]}, timeout=20)
    assert (known.status_code, known.content) == (304, b"")
    asked = site.reader.head(address, timeout=20)
    assert (asked.status_code, asked.headers["Content-Length"]) == (200, str(len(whole.content)))


def test_nobody_asks_for_the_archive_itself(site: Running, address: str) -> None:
    suffix = site.made["suffix"]
    for path in (f"/-/archive/{suffix}/", f"/-/archive/{suffix}/manifest-sha256.txt", "/-/archive/../storage/"):
        assert site.reader.get(f"{site.stage.url}{path}", timeout=20).status_code == 404
    ours = {"X-Accel-Redirect": "/-/archive/"}
    assert site.reader.get(f"{site.stage.url}/help/", headers=ours, timeout=20).status_code == 200


def test_a_hundred_slow_readers_keep_nobody_waiting(site: Running, address: str) -> None:
    context = ssl.create_default_context(cafile=str(site.stage.certificate))
    head = f"GET {address.removeprefix(site.stage.url)} HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with ExitStack() as open_ones:
        for _each in range(100):
            plain = open_ones.enter_context(socket.create_connection(("127.0.0.1", site.stage.port)))
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            slow = open_ones.enter_context(context.wrap_socket(plain, server_hostname="localhost"))
            slow.sendall(head.encode())
        time.sleep(1)
        assert site.reader.get(f"{site.stage.url}/readyz", timeout=10).json()["checks"]["database"] == "ok"
        assert site.reader.get(address, timeout=10).status_code == 200
