"""A site as the production guide describes it answers over TLS, takes uploads, and registers its first DOI."""

import hashlib
import json
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.config.production.conftest import Running
from tests.config.production.stage import FILES
from tests.factories import PASSWORD
from tests.services.components import ROOT, missing
from tests.services.processes import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

THREADS = 8  # of the one process that the stage starts


def test_the_first_doi_is_findable_at_datacite_and_leads_to_a_page(site: Running) -> None:
    doi = next(doi for name, doi in site.fake.registry.dois.items() if name.lower() == site.made["doi"])
    assert doi.state == "findable"
    assert doi.url == f"{site.stage.url}/datasets/{site.made['suffix']}/"
    assert site.reader.get(doi.url, timeout=20).status_code == 200


def test_an_operator_is_named_and_gets_a_link_of_the_public_address(site: Running) -> None:
    said = json.loads(site.stage.manage("create_operator", "olga@example.org", "--json"))
    assert said["password_link"].startswith(f"{site.stage.url}/accounts/")
    assert site.reader.get(said["password_link"], timeout=20).status_code == 200


def test_pages_carry_the_headers_that_guard_them(site: Running) -> None:
    answer = site.reader.get(f"{site.stage.url}/datasets/{site.made['suffix']}/", timeout=20)
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert len(answer.headers["X-Request-ID"]) == 32
    assert re.search(r"nginx/\d", answer.headers.get("Server", "")) is None


def test_plain_http_is_sent_to_https(site: Running) -> None:
    answer = site.stage.reader().get(
        f"http://localhost:{site.stage.plain_port}/search/", allow_redirects=False, timeout=20
    )
    assert (answer.status_code, answer.headers["Location"]) == (301, "https://localhost/search/")


def test_metrics_are_for_this_machine_and_not_for_the_world(site: Running) -> None:
    assert site.reader.get(f"{site.stage.url}/metrics", timeout=20).status_code == 404
    direct, host = f"http://127.0.0.1:{site.stage.inner_port}/metrics", {"Host": "localhost"}
    assert "varve_datasets" in site.stage.reader().get(direct, headers=host, timeout=20).text
    forwarded = {**host, "X-Forwarded-For": "127.0.0.1"}
    assert site.stage.reader().get(direct, headers=forwarded, timeout=20).status_code == 403


def test_signing_in_gives_secure_cookies_and_an_upload_arrives_whole(site: Running) -> None:
    author = site.stage.reader()
    sign_in = f"{site.stage.url}/accounts/login/"
    author.get(sign_in, timeout=20)
    fields = {"login": "alice@example.org", "password": PASSWORD, "csrfmiddlewaretoken": author.cookies["csrftoken"]}
    assert author.post(sign_in, fields, headers={"Referer": sign_in}, timeout=20).status_code == 200
    assert {"csrftoken", "sessionid"} <= {cookie.name for cookie in author.cookies if cookie.secure}
    assert all(cookie.secure for cookie in author.cookies)
    step = f"{site.stage.url}/deposits/{site.made['deposit']}/datasets/{site.made['draft']}/files/"
    page = author.get(step, timeout=20).text
    form = re.search(r'<form[^>]*action="([^"]*upload/[^"]*)"', page)
    assert form, page[:2000]
    content = bytes(range(256)) * 20_000
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page[form.start() :]))
    action = form[1].replace("&amp;", "&")
    sent = author.post(
        urljoin(step, action),
        data=hidden,
        files={"files": ("large.bin", content)},
        headers={"Referer": step},
        timeout=60,
    )
    assert sent.status_code == 200, sent.text[:2000]
    ask = "from repository.models import DataFile; print(DataFile.objects.get(original_name='large.bin').sha256)"
    assert site.stage.python(ask).strip() == hashlib.sha256(content).hexdigest()


def test_forms_that_come_byte_by_byte_keep_nobody_else_waiting(site: Running) -> None:
    context = ssl.create_default_context(cafile=str(site.stage.certificate))
    head = "POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken=" + "a" * 32 + "\r\n"
    head += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 2000\r\n\r\ncsrf"
    with ExitStack() as open_ones:
        for _each in range(3 * THREADS):
            plain = open_ones.enter_context(socket.create_connection(("127.0.0.1", site.stage.port)))
            slow = open_ones.enter_context(context.wrap_socket(plain, server_hostname="localhost"))
            slow.sendall(head.encode())
        time.sleep(1)
        assert site.reader.get(f"{site.stage.url}/readyz", timeout=10).json()["checks"]["database"] == "ok"


def test_a_link_for_a_password_stays_out_of_the_log_of_nginx(site: Running) -> None:
    secret = "/accounts/password/reset/key/1-abc-0123456789/"
    for path in (secret, "/help/"):
        site.reader.get(f"{site.stage.url}{path}", timeout=20)
    log = site.stage.folder / "access.log"
    assert wait_until(lambda: "GET /help/" in log.read_text(), 60), log.read_text()
    assert secret not in log.read_text()


def test_harvesters_are_answered(site: Running) -> None:
    oai = f"{site.stage.url}/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:data.example.org:"
    answer = site.reader.get(f"{site.stage.url}/oai?verb=ListRecords&metadataPrefix=oai_dc", timeout=20)
    assert site.made["doi"] in answer.text
    assert "max-age" in site.reader.get(oai, timeout=20).headers["Strict-Transport-Security"]


@pytest.mark.parametrize("unit", sorted((FILES / "systemd").iterdir()), ids=lambda unit: unit.name)
def test_systemd_takes_every_unit(unit: Path, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        missing("systemd-analyze", "install Debian's systemd")
    for path in (FILES / "systemd").iterdir():
        text = path.read_text().replace("/srv/varve/site/.venv/bin/python", sys.executable)
        (tmp_path / path.name).write_text(text.replace("/srv/varve/site", str(ROOT)))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if "varve-" in line] == []


def test_searches_that_come_faster_than_anybody_reads_wait_in_nginx_and_reach_the_site(site: Running) -> None:
    def search(_number: int) -> int:
        return site.stage.reader().get(f"{site.stage.url}/search/?q=ocean", timeout=30).status_code

    of_the_site = search(0)  # 503: this stage has nobody who makes the index
    begun = time.monotonic()
    with ThreadPoolExecutor(16) as crowd:
        assert {*crowd.map(search, range(16))} == {of_the_site}
    assert time.monotonic() - begun > 0.9  # ten at once, five in each second after
