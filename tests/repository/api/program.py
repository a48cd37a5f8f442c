"""A small program before the application: it shows a token and speaks JSON."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from repository.models import Person, TokenScope
from repository.services.tokens import make_token

EVERYTHING = tuple(scope.value for scope in TokenScope)


@dataclass(frozen=True)
class Program:
    """Shows ``token`` (nothing where it is empty) with every request."""

    token: str
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True, raise_request_exception=False))

    def ask(self, method: str, path: str, body: Any = None, *, raw: Any = None, **headers: Any) -> Any:
        """One request. ``body``: sent as JSON; ``raw``: as it is. ``_`` in the name of a header stands for ``-``."""
        shown = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        given = shown | {name.replace("_", "-"): value for name, value in headers.items()}
        kind = given.pop("Content-Type", "application/json")
        data = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        return self.client.generic(method, path, data, content_type=kind, headers=given)

    def get(self, path: str, **headers: str) -> Any:
        """GET."""
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """POST of JSON."""
        return self.ask("POST", path, body, **headers)

    def patch(self, path: str, body: Any = None, **headers: str) -> Any:
        """PATCH of JSON."""
        return self.ask("PATCH", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        """DELETE."""
        return self.ask("DELETE", path, **headers)

    def put(self, path: str, raw: bytes, **headers: str) -> Any:
        """PUT of bytes."""
        return self.ask("PUT", path, raw=raw, **{"Content_Type": "application/octet-stream"} | headers)


def program(person: Person, scopes: Collection[str] = EVERYTHING, *, days: int = 30) -> Program:
    """A program of somebody, with a new token."""
    _row, text = make_token(actor=person, name="A script", scopes=scopes, days=days)
    return Program(text)
