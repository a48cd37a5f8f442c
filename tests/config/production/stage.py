"""One site as the production guide describes it: granian behind Debian's nginx with TLS, and a fake DataCite."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import requests

from config.settings.environment import Environment
from tests.fakes.datacite.server import FakeDataCite
from tests.services.components import ROOT, missing
from tests.services.processes import wait_until
from tests.services.site import free_port

NGINX = Path("/usr/sbin/nginx")
FILES = ROOT / "docs" / "production"
MAIN = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; {user}
events {{}}
http {{
    access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    include {folder}/varve.conf;
}}
"""


class Stage:
    """A folder, a database of its own, and the environment of ``docs/production/varve.env`` for them."""

    def __init__(self, folder: Path, postgres: str, fake: FakeDataCite) -> None:
        self.folder, self.port, self.plain_port, self.inner_port = folder, free_port(), free_port(), free_port()
        self.url = f"https://localhost:{self.port}"
        self.certificate = folder / "fullchain.pem"
        account = next(iter(fake.registry.accounts.values()))
        given = dict(
            line.split("=", 1) for line in (FILES / "varve.env").read_text().splitlines() if line[:1].isalpha()
        )
        folders = {
            name: value.replace("/srv/varve", str(folder)) for name, value in given.items() if "/srv/varve" in value
        }
        self.environment = {
            "PATH": os.environ["PATH"],
            **given,
            **folders,
            "SITE_URL": self.url,
            "ALLOWED_HOSTS": "localhost",
            "SECRET_KEY": "k" * 50,
            "DATABASE_URL": _new_database(postgres),
            "CELERY_BROKER_URL": "redis://127.0.0.1:1/0",
            "EMAIL_URL": f"filemail://{folder}/mail",
            "DOI_REGISTRAR": "datacite",
            "DOI_PREFIX": account.prefixes[0],
            "DATACITE_URL": fake.url,
            "DATACITE_USER": account.user,
            "DATACITE_PASSWORD": account.password,
        }

    def manage(self, *words: str) -> str:
        """What a command of ``manage.py`` says."""
        return self._ran(str(ROOT / "manage.py"), *words)

    def python(self, script: str) -> str:
        """What a script says that runs inside the site."""
        return self._ran("-c", f"import django; django.setup()\n{script}")

    def _ran(self, *words: str) -> str:
        command = [sys.executable, *words]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def running(self) -> Iterator[requests.Session]:
        """Web server and nginx, and a reader who trusts the certificate."""
        unit = (FILES / "systemd" / "varve-web.service").read_text()
        start = unit.partition("ExecStart=/srv/varve/site/.venv/bin/python ")[2].partition("\n")[0]
        web = [sys.executable, *start.replace("8000", str(self.inner_port)).replace("workers 4", "workers 1").split()]
        with (self.folder / "web.log").open("wb") as log:
            granian = subprocess.Popen(web, env=self.environment, cwd=ROOT, stdout=log, stderr=log)
            nginx = subprocess.Popen([str(NGINX), "-p", str(self.folder), "-c", str(self._nginx())], stderr=log)
        reader = self.reader()
        try:
            assert wait_until(lambda: _answers(reader, f"{self.url}/healthz"), 40), self.said()
            yield reader
        finally:
            for process in (nginx, granian):
                process.terminate()
                process.wait(20)

    def reader(self) -> requests.Session:
        """Somebody new, who trusts the certificate and asks through no proxy of the machine's."""
        made = requests.Session()
        made.verify, made.trust_env = str(self.certificate), False
        return made

    def said(self) -> str:
        """The logs."""
        return "".join(path.read_text()[-2000:] for path in self.folder.glob("*.log"))

    def _nginx(self) -> Path:
        """The guide's file with ports and certificate of this test, in a main file as Debian's includes it."""
        key = self.folder / "key.pem"
        subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
        made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject]
        subprocess.run([*made, "-keyout", str(key), "-out", str(self.certificate)], check=True, capture_output=True)
        text = (FILES / "nginx" / "varve.conf").read_text()
        for old, new in {
            "listen 80;": f"listen 127.0.0.1:{self.plain_port};",
            "listen 443 ssl": f"listen 127.0.0.1:{self.port} ssl",
            "data.example.org": "localhost",
            "/etc/ssl/varve/fullchain.pem": str(self.certificate),
            "/etc/ssl/private/varve.pem": str(key),
            "127.0.0.1:8000": f"127.0.0.1:{self.inner_port}",
            "/var/log/nginx/access.log": str(self.folder / "access.log"),
            "/srv/varve/archive/": f"{self.folder}/archive/",
        }.items():
            assert old in text, old
            text = text.replace(old, new)
        (self.folder / "varve.conf").write_text(text)
        main = self.folder / "nginx.conf"
        main.write_text(MAIN.format(folder=self.folder, user="user root;" if os.geteuid() == 0 else ""))
        return main


def require_nginx() -> None:
    """End the test where Debian's nginx is not here."""
    if not NGINX.exists():
        missing("nginx", "install Debian's nginx-light")


def _answers(reader: requests.Session, url: str) -> bool:
    try:
        return reader.get(url, timeout=5).status_code == 200
    except requests.RequestException:
        return False


def _new_database(postgres: str) -> str:
    found = Environment({"DATABASE_URL": postgres}).database("DATABASE_URL", default=None)
    known = {"host": found["HOST"], "port": found["PORT"], "user": found["USER"], "password": found["PASSWORD"]}
    name = f"varve_production_{os.getpid()}"
    with psycopg.connect(dbname="postgres", autocommit=True, **{k: v for k, v in known.items() if v}) as connection:
        connection.execute(f"drop database if exists {name} with (force)")
        connection.execute(f"create database {name}")
    return urlunsplit(urlsplit(postgres)._replace(path=f"/{name}"))
