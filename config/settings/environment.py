"""The environment, read once and strictly: a value that is missing or malformed names its variable.

Pure but for `os.environ`; every variable read is kept in `VARIABLES`, so that the documentation can be tested.
"""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from repository.clients.outgoing import is_loopback
from repository.clients.s3.address import TAKES as STORAGE_TAKES
from repository.clients.s3.address import address_of

T = TypeVar("T")

VARIABLES: dict[str, str] = {}
"""Name of each variable read so far -> what it takes, in words."""

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off"}
_DOMAIN = re.compile(r"[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+", re.IGNORECASE)
_MAIL_ADDRESS = re.compile(r"[^@\s<>,]+@[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
_DOI_PREFIX = re.compile(r"10\.\d{4,9}(\.\d+)*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


class BadSetting(ImproperlyConfigured):
    """A variable of the environment is missing or malformed; the text is one line for whoever starts the site."""


class Environment:
    """Typed reading of a mapping of strings. Every method raises BadSetting; an empty value counts as not given."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self._values: Mapping[str, str] = os.environ if values is None else values

    def given(self, name: str) -> bool:
        """Whether the variable has a value that is not blank."""
        return bool(self._values.get(name, "").strip())

    def text(self, name: str, *, default: str | None = None, takes: str = "a text") -> str:
        """The value as it stands, without blanks around it."""
        return self._read(name, default, takes, str)

    def flag(self, name: str, *, default: bool) -> bool:
        """True or false, in the usual spellings."""

        def parse(value: str) -> bool:
            if value.lower() not in _TRUE | _FALSE:
                raise ValueError
            return value.lower() in _TRUE

        return self._read(name, default, "true or false", parse)

    def whole_number(self, name: str, *, default: int, least: int = 0, unit: str = "") -> int:
        """A whole number not below `least`."""

        def parse(value: str) -> int:
            number = int(value)
            if number < least:
                raise ValueError
            return number

        words = f"a whole number{' of ' + unit if unit else ''}, {least} or more"
        return self._read(name, default, words, parse)

    def choice(self, name: str, *, among: tuple[str, ...], default: str) -> str:
        """One of the given words."""

        def parse(value: str) -> str:
            if value not in among:
                raise ValueError
            return value

        return self._read(name, default, "one of: " + ", ".join(among), parse)

    def names(self, name: str, *, default: tuple[str, ...]) -> tuple[str, ...]:
        """Names separated by commas: small letters, digits and underscores, none twice."""

        def parse(value: str) -> tuple[str, ...]:
            found = tuple(part.strip() for part in value.split(",") if part.strip())
            if len(set(found)) != len(found) or not all(_NAME.fullmatch(part) for part in found):
                raise ValueError
            return found

        return self._read(
            name,
            default,
            "names separated by commas (small letters, digits, underscores)",
            parse,
        )

    def hosts(self, name: str, *, default: tuple[str, ...] | None) -> tuple[str, ...]:
        """Host names separated by commas."""
        takes = "host names separated by commas, such as data.example.org"

        def parse(value: str) -> tuple[str, ...]:
            found = tuple(part.strip() for part in value.split(",") if part.strip())
            if not found or any("/" in part or " " in part for part in found):
                raise ValueError
            return found

        return self._read(name, default, takes, parse)

    def folder(self, name: str, *, default: Path) -> Path:
        """An absolute folder; whether it exists is not asked here."""

        def parse(value: str) -> Path:
            return Path(value).expanduser().absolute()

        return self._read(name, default, "a folder", parse)

    def existing_folder(self, name: str) -> Path | None:
        """A folder that exists, or None where nothing is given."""

        def parse(value: str) -> Path | None:
            folder = Path(value).expanduser().absolute()
            if not folder.is_dir():
                raise ValueError
            return folder

        VARIABLES[name] = "a folder that exists"
        return self._read(name, None, VARIABLES[name], parse) if self.given(name) else None

    def checked(self, name: str, *, check: Callable[[str], object], default: str | None, takes: str) -> str:
        """The value as it stands, where ``check`` raises no ValueError or KeyError for it."""

        def parse(value: str) -> str:
            check(value)
            return value

        return self._read(name, default, takes, parse)

    def folder_url(self, name: str, *, default: Path | None = None) -> str:
        """A `file://` address of an absolute folder."""

        def parse(value: str) -> str:
            parts = urlsplit(value)
            if parts.scheme != "file" or parts.netloc or not unquote(parts.path).startswith("/") or parts.path == "/":
                raise ValueError
            return value

        return self._read(
            name,
            default.as_uri() if default else None,
            "an address such as file:///srv/varve",
            parse,
        )

    def storage_url(self, name: str, *, default: Path) -> str:
        """A ``file://`` address of an absolute folder, or an ``s3://`` address of a bucket (``clients.s3.address``)."""

        def parse(value: str) -> str:
            if urlsplit(value).scheme == "s3":
                address_of(value)
                return value
            return Environment({name: value}).folder_url(name)

        return self._read(name, default.as_uri(), f"an address such as file:///srv/varve or {STORAGE_TAKES}", parse)

    def site_url(self, name: str, *, default: str | None) -> str:
        """The address people use: http or https, a host, no path; without a slash at its end."""

        def parse(value: str) -> str:
            parts = urlsplit(value)
            if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
                raise ValueError
            if parts.query or parts.fragment or parts.port == 0:
                raise ValueError
            return value.rstrip("/")

        return self._read(
            name,
            default,
            "an address without a path, such as https://data.example.org",
            parse,
        )

    def service_url(self, name: str, *, default: str) -> str:
        """The address of an outside service: https, or http on this machine; without a slash at its end."""

        def parse(value: str) -> str:
            parts = urlsplit(value)
            allowed = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
            if not allowed or not parts.hostname or parts.query or parts.fragment or "@" in parts.netloc:
                raise ValueError
            if parts.port == 0 or not value.isascii() or " " in value:
                raise ValueError
            return value.rstrip("/")

        takes = f"an https address{f' such as {default}' if default else ''} (http only on this machine)"
        return self._read(name, default, takes, parse)

    def registry_url(self, name: str, *, default: str) -> str:
        """As ``service_url``, but given and empty: nobody is asked, and the value is empty."""
        if name in self._values and not self._values[name].strip():
            VARIABLES[name] = f"an https address such as {default}, or nothing"
            return ""
        return self.service_url(name, default=default)

    def domain(self, name: str, *, default: str) -> str:
        """A domain name with a dot and no port, as OAI identifiers want it."""
        return self._matching(
            name,
            _DOMAIN,
            default,
            "a domain name with a dot and no port, every part beginning with a letter, such as data.example.org",
        )

    def mail_address(self, name: str, *, default: str) -> str:
        """One bare mail address."""
        return self._matching(name, _MAIL_ADDRESS, default, "a mail address such as help@data.example.org")

    def doi_prefix(self, name: str, *, default: str) -> str:
        """A DOI prefix."""
        return self._matching(name, _DOI_PREFIX, default, "a DOI prefix such as 10.5072")

    def database(self, name: str, *, default: str | None) -> dict[str, Any]:
        """A Django database description from `postgres://user:password@host:port/name`; the host may be a folder
        of a unix socket, written with %2F for each slash.
        """

        def parse(value: str) -> dict[str, Any]:
            if urlsplit(value).scheme not in {"postgres", "postgresql"}:
                raise ValueError
            found = dict(environ.Env.db_url_config(value))
            found["HOST"] = unquote(str(found["HOST"]))
            if not found["NAME"]:
                raise ValueError
            return found

        takes = "a PostgreSQL address such as postgres://user:password@host:5432/varve"
        return self._read(name, parse(default) if default else None, takes, parse)

    def broker(self, name: str, *, default: str | None) -> str:
        """An address that Celery can use as a broker."""

        def parse(value: str) -> str:
            if urlsplit(value).scheme not in {
                "redis",
                "rediss",
                "redis+socket",
                "amqp",
                "amqps",
            }:
                raise ValueError
            return value

        return self._read(
            name,
            default,
            "a broker address such as redis://host:6379/0 or amqp://host//",
            parse,
        )

    def mail(self, name: str, *, default: Path | None) -> dict[str, Any]:
        """Django's EMAIL_* settings from one address; files in the folder `default` where nothing is given."""

        def parse(value: str) -> dict[str, Any]:
            if urlsplit(value).scheme not in environ.Env.EMAIL_SCHEMES:
                raise ValueError
            found = dict(environ.Env.email_url_config(value))
            if found.get("EMAIL_FILE_PATH"):
                found["EMAIL_FILE_PATH"] = unquote(urlsplit(value).path)  # absolute, as it was written
            return found

        files = "django.core.mail.backends.filebased.EmailBackend"
        folder = {"EMAIL_BACKEND": files, "EMAIL_FILE_PATH": str(default)} if default else None
        takes = "a mail address such as smtp+tls://user:password@host:587, or filemail:///folder"
        return self._read(name, folder, takes, parse)

    def _matching(self, name: str, pattern: re.Pattern[str], default: str, takes: str) -> str:
        def parse(value: str) -> str:
            if not pattern.fullmatch(value):
                raise ValueError
            return value

        return self._read(name, default, takes, parse)

    def _read(self, name: str, default: T | None, takes: str, parse: Callable[[str], T]) -> T:
        VARIABLES[name] = takes
        if not self.given(name):
            if default is None:
                raise BadSetting(f"{name} is missing: it takes {takes}.")
            return default
        value = self._values[name].strip()
        try:
            return parse(value)
        except (ValueError, KeyError, AttributeError, ImproperlyConfigured):
            raise BadSetting(f"{name} is malformed: it takes {takes}.") from None
