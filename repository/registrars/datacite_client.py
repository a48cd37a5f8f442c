"""The REST API of DataCite, spoken by the client of the ``datacite`` package over our own guarded door.

What the package leaves to chance is settled here: every status has its error, nothing is followed, nothing is endless.
"""

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final, NoReturn
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from datacite import DataCiteRESTClient
from datacite.errors import DataCiteError
from datacite.request import DataCiteRequest

from repository.clients.outgoing import Answer, NoAnswer, OutgoingClient, is_loopback
from repository.errors import PermanentFailure, TransientFailure
from repository.registrars.base import Busy
from repository.registrars.turns import Turns

MEDIA_TYPE: Final = "application/vnd.api+json"
_LONGEST_TEXT: Final = 400
_PAGE_SIZE: Final = 1000
_TEST_HOST: Final = "api.test.datacite.org"
_PAUSES: Final = (429, 503)
"""Answers whose Retry-After holds for every request of the account."""


class Unknown(TransientFailure):
    """No answer, 404 (also told to a wrong account), 5xx, or nothing that can be read: done or not, nobody knows."""

    code = "registrar-silent"


class Hidden(Unknown):
    """404: DataCite has no such DOI, or does not show it to this account."""

    code = "doi-unknown"


class Taken(PermanentFailure):
    """422: there is such a DOI already."""

    code = "doi-taken"


@dataclass(frozen=True, slots=True)
class Held:
    """A DOI as DataCite holds it; ``xml`` as it was sent, empty where there is none."""

    doi: str
    state: str
    url: str
    xml: bytes


class DataCiteClient:
    """Typed calls of one account; raises only ``TransientFailure`` and ``PermanentFailure``. Never logs what it sends.

    ``timeout_s`` is for one exchange, in seconds. ``turns``: each exchange waits for its own, where they are given.
    """

    def __init__(self, *, url: str, user: str, password: str, timeout_s: float, turns: Turns | None = None) -> None:
        self._user = user
        self._door = _Door(url=url, user=user, password=password, timeout_s=timeout_s, turns=turns)
        host = urlsplit(url).hostname or ""
        self.is_for_tests = host == _TEST_HOST or is_loopback(host)

    def create_draft(self, *, doi: str, url: str) -> None:
        """POST: a new draft. Raises ``Taken`` where the DOI exists, whoever made it."""
        made = self._ask(lambda client: client.draft_doi({"url": url}, doi), doi)
        if str(made).lower() != doi.lower():
            raise Unknown(f"DataCite answered about {made} instead of {doi}")

    def read(self, *, doi: str) -> Held:
        """GET. Raises ``Hidden`` where DataCite shows no such DOI to this account."""
        return _held(self._ask(lambda client: client.get_metadata(doi), doi), doi)

    def make_findable(self, *, doi: str, url: str, metadata: bytes) -> Held:
        """PUT: address, metadata (kernel XML) and the event ``publish``. Only for a DOI that we made: PUT upserts."""
        attributes = {"event": "publish", "url": url, "xml": base64.b64encode(metadata).decode()}
        return _held(self._ask(lambda client: client.update_doi(doi, attributes, url), doi), doi)

    def delete_draft(self, *, doi: str) -> None:
        """DELETE: DataCite takes it for drafts only. Raises ``Hidden`` where there is none."""
        self._ask(lambda client: client.delete_doi(doi), doi)

    def own_dois(self, *, prefix: str) -> Iterator[str]:
        """Every DOI of this account under a prefix, drafts included, page by page."""
        query = {
            "client-id": self._user.lower(), "prefix": prefix, "fields[dois]": "doi",
            "page[size]": str(_PAGE_SIZE), "page[cursor]": "1",
        }  # fmt: skip
        while True:
            try:
                page = self._door.get("dois", params=query).json()
                yield from (str(item["id"]) for item in page["data"])
                following = (page.get("links") or {}).get("next")
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise Unknown("DataCite gave a list that cannot be read") from error
            if not following or not page["data"]:
                return
            query = dict(parse_qsl(urlsplit(str(following)).query))  # never the host that the page names

    def _ask(self, call: Any, doi: str) -> Any:
        """One call of the package's client, with its errors made ours."""
        client = _RestClient(self._door, prefix=doi.partition("/")[0])
        try:
            return call(client)
        except (DataCiteError, ValueError, KeyError, TypeError, AttributeError):
            # From None: the package puts whole answers into its errors.
            raise Unknown(f"DataCite gave an answer about {doi} that cannot be read") from None


class _RestClient(DataCiteRESTClient):  # type: ignore[misc]
    """The package's client on our door; says what kind of resource it sends, as the API's documentation does."""

    def __init__(self, door: "_Door", *, prefix: str) -> None:
        super().__init__(username="", password="", prefix=prefix, url="https://unused.invalid/")
        self._door = door

    def _create_request(self) -> "_Door":
        return self._door

    def post_doi(self, data: dict[str, Any]) -> Any:
        return super().post_doi({"type": "dois", **data})

    def put_doi(self, doi: str, data: dict[str, Any]) -> Any:
        return super().put_doi(doi, {"type": "dois", "id": doi, **data})


class _Door(DataCiteRequest):  # type: ignore[misc]
    """What the package's client asks with: the guarded door, and one error for each status."""

    def __init__(self, *, url: str, user: str, password: str, timeout_s: float, turns: Turns | None) -> None:
        super().__init__(base_url=url, username=user, password=password, timeout=timeout_s)
        self._http = OutgoingClient(base_url=url, timeout_s=timeout_s)
        self._turns = turns
        token = base64.b64encode(f"{user}:{password}".encode()).decode() if user else ""
        self._secrets = (token, password)

    def request(
        self,
        url: str,
        method: str = "GET",
        body: str | bytes | None = None,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> "_Response":
        """One exchange; comes back only with a success."""
        if not all(self._secrets):
            raise PermanentFailure("DATACITE_USER and DATACITE_PASSWORD are not given.", code="registrar-account")
        path = "/" + quote(url, safe="/:.") + (f"?{urlencode(params)}" if params else "")
        sent = {"Accept": MEDIA_TYPE, "Authorization": f"Basic {self._secrets[0]}", **(headers or {})}
        data = body.encode() if isinstance(body, str) else body
        answer = self._exchanged(method, path, data, sent)
        if answer.status >= 300:
            self._refuse(answer, url)
        # A PUT that had to make the DOI anew (somebody deleted our draft) answers 201, which the package takes amiss.
        status = 200 if (method, answer.status) == ("PUT", 201) else answer.status
        return _Response(status, answer.body)

    def _exchanged(self, method: str, path: str, data: bytes | None, headers: Mapping[str, str]) -> Answer:
        """One exchange in its turn; what the answer says of pauses holds for every process."""
        if self._turns is None:
            return self._asked(method, path, data, headers)
        self._turns.take()
        try:
            answer = self._asked(method, path, data, headers)
        except Unknown:
            self._turns.note_silence()
            raise
        self._turns.note_answer()
        if answer.status in _PAUSES:
            self._turns.close(seconds=_seconds(answer.headers.get("retry-after")))
        return answer

    def _asked(self, method: str, path: str, data: bytes | None, headers: Mapping[str, str]) -> Answer:
        try:
            return self._http.request(method, path, body=data, headers=headers)
        except NoAnswer as error:
            raise Unknown(f"DataCite cannot be asked: {error}") from error

    def _refuse(self, answer: Answer, url: str) -> NoReturn:
        what = f"DataCite answered {answer.status} about {url.removeprefix('dois/')}"
        said = self._said(answer)
        match answer.status:
            case 401 | 403:
                raise PermanentFailure(
                    f"DataCite refuses the account or the prefix ({answer.status}). Look at DATACITE_USER, "
                    "DATACITE_PASSWORD, DATACITE_URL and DOI_PREFIX, then retry.",
                    code="registrar-account",
                )
            case 404:
                raise Hidden(
                    f"{what}: it has no such DOI, or does not know the account. If this goes on, look at DATACITE_USER "
                    "and DATACITE_PASSWORD."
                )
            case 422 if "taken" in said.lower():
                raise Taken(f"{what}: {said}")
            case 408 | 425:
                raise Unknown(what)
            case 429:
                raise Busy("DataCite asks us to wait (429)", retry_after_s=_seconds(answer.headers.get("retry-after")))
            case status if status < 400:
                raise PermanentFailure(
                    f"{what}: it leads to another address, which is not followed. Correct DATACITE_URL.",
                    code="registrar-account",
                )
            case status if status < 500:
                raise PermanentFailure(f"{what}: {said}", code="doi-refused")
            case _:
                raise Unknown(what, retry_after_s=_seconds(answer.headers.get("retry-after")))

    def _said(self, answer: Answer) -> str:
        """The titles of the errors in one line, short, and without our secrets even where a server repeats them."""
        try:
            errors = json.loads(answer.body)["errors"]
            text = "; ".join(f"{error.get('source') or ''} {error.get('title') or ''}".strip() for error in errors)
        except (ValueError, KeyError, TypeError, AttributeError):
            return "no reason given"
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return " ".join(text.split())[:_LONGEST_TEXT] or "no reason given"


class _Response:
    """What the package's client reads of an answer."""

    def __init__(self, status_code: int, content: bytes) -> None:
        self.status_code = status_code
        self._content = content

    @property
    def text(self) -> str:
        """Put into the package's errors, which we never show."""
        return ""

    def json(self) -> Any:
        """Raises ``ValueError`` where it is none."""
        return json.loads(self._content)


def _held(attributes: Mapping[str, Any], doi: str) -> Held:
    if str(attributes["doi"]).lower() != doi.lower():
        raise Unknown(f"DataCite answered about another DOI than {doi}")
    try:
        xml = base64.b64decode(attributes.get("xml") or "", validate=True)
        return Held(doi=doi, state=str(attributes["state"]), url=str(attributes.get("url") or ""), xml=xml)
    except (ValueError, KeyError, TypeError) as error:
        raise Unknown(f"DataCite gave an answer about {doi} that cannot be read") from error


def _seconds(value: str | None) -> float:
    """Seconds to wait from a Retry-After header (RFC 9110, 10.2.3): a number, or a date."""
    if not value:
        return 0.0
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 0.0
