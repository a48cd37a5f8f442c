"""A line of the log names its request, and neither a person nor a secret; as JSON it is one object."""

import json
import logging
import sys
import time

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from config.logs import HEADER, Json, Line, RequestNumbers, current, without_secrets
from config.settings.environment import BadSetting, Environment


def record(message: str, *args: object, trace: bool = False) -> logging.LogRecord:
    return logging.LogRecord("archive", logging.INFO, "x.py", 1, message, args, sys.exc_info() if trace else None)


def test_a_json_line_is_one_object_with_its_fields() -> None:
    line = Json().format(record("package.sealed publication=%d manifest=%s reason=%r", 12, "m.txt", "two words"))
    row = json.loads(line)
    assert "\n" not in line
    assert row["fields"] == {"publication": "12", "manifest": "m.txt", "reason": "two words"}
    assert (row["level"], row["logger"]) == ("INFO", "archive")
    assert row["time"].endswith("+00:00")
    assert "request" not in row


def test_a_trace_stays_inside_the_object() -> None:
    try:
        raise ValueError("postgres://varve:hunter2@db/varve is wrong")
    except ValueError:
        line = Json().format(record("request.failed", trace=True))
    assert "ValueError" in json.loads(line)["trace"]
    assert "\n" not in line
    assert "hunter2" not in line


@pytest.mark.parametrize(
    "text",
    [
        "redis://:hunter2@host:6379/0",
        "smtp+tls://user:hunter2@host",
        "Not Found: /accounts/confirm-email/hunter2:x/",
        "GET /accounts/password/reset/key/1-hunter2/?x=1",
        "mail to hunter2@example.org was not taken",
        "Authorization: Bearer hunter2",
        "/datasets/1042/?token=hunter2&x=1",
        "password=hunter2",
    ],
)
def test_secrets_and_mail_addresses_do_not_reach_the_log(text: str) -> None:
    assert "hunter2" not in without_secrets(text)
    assert "hunter2" not in Line().format(record("%s", text))
    assert "hunter2" not in Json().format(record("%s", text))


def test_what_is_no_secret_stays_as_it_is() -> None:
    text = "replica.verified store=second path=/datasets/1042/files/1043/a.csv size=12"
    assert without_secrets(text) == text


def test_an_address_without_end_costs_the_log_no_seconds() -> None:
    began = time.process_time()
    without_secrets(f"request.refused path=/{'a.' * 100_000} token={'b' * 100_000}")
    assert time.process_time() - began < 5


def test_an_answer_names_the_number_under_which_the_log_speaks_of_it() -> None:
    seen = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(Line().format(record("request.refused")))
        seen.append(json.loads(Json().format(record("request.refused")))["request"])
        return HttpResponse()

    answer = RequestNumbers(view)(RequestFactory().get("/"))
    assert seen[0].endswith(f" request={answer[HEADER]}")
    assert seen[1] == answer[HEADER]
    assert current.get() == ""


@pytest.mark.parametrize("path", ["/healthz", "/metrics", "/nowhere"])
@pytest.mark.django_db
def test_every_answer_has_a_number_of_its_own(client: Client, path: str) -> None:
    numbers = {client.get(path)[HEADER] for _ in range(3)}
    assert len(numbers) == 3


@pytest.mark.parametrize(
    ("proxies", "given", "is_kept"),
    [(1, "a1b2c3d4-e5", True), (0, "a1b2c3d4", False), (1, "short", False), (1, "a1b2c3d4\nx=1", False)],
)
def test_only_a_proxy_of_ours_gives_the_number(settings: object, proxies: int, given: str, is_kept: bool) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies  # type: ignore[attr-defined]
    request = RequestFactory().get("/", headers={HEADER: given})
    answer = RequestNumbers(lambda request: HttpResponse())(request)
    assert (answer[HEADER] == given) is is_kept


def test_another_format_is_refused_by_name() -> None:
    with pytest.raises(BadSetting, match="LOG_FORMAT"):
        Environment({"LOG_FORMAT": "xml"}).choice("LOG_FORMAT", among=("line", "json"), default="line")
