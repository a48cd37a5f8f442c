"""What every answer is, whatever was asked: no failure, no leak, in the reader's language, leading nowhere else."""

import os
import re
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings

from tests.fuzz.strategies import MARK

MORE: Final = int(os.environ.get("VARVE_FUZZ_EXAMPLES", "0"))
LEAKS: Final = re.compile(
    r"Traceback \(most recent|site-packages|psycopg|django\.(db|core|http)|DoesNotExist|SELECT .* FROM"
    r"|File \"/|SECRET_KEY"
)


def examples(few: int) -> hypothesis_settings:
    """So many examples for one address: the same few in every run of the suite, others in a longer one."""
    return hypothesis_settings(
        max_examples=MORE or few, deadline=None, derandomize=not MORE, database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate) if not MORE else tuple(Phase),
    )  # fmt: skip


def check(answer: Any, language: str) -> None:
    """Fail where an answer is not sound."""
    assert answer.status_code < 500 or answer.status_code == 503, answer.status_code
    place = answer.headers.get("Location", "")
    assert urlsplit(place).netloc in ("", "testserver"), place
    assert "\n" not in place
    if answer.streaming:
        return
    text = answer.content.decode("utf-8", "replace")
    leak = LEAKS.search(text) or (str(settings.BASE_DIR) in text)
    assert not leak, text[max(leak.start() - 200, 0) : leak.end() + 200] if isinstance(leak, re.Match) else text[:2_000]
    if answer.headers.get("Content-Type", "").startswith("text/html") and text.strip():
        assert MARK not in text, text[max(text.index(MARK) - 200, 0) :][:500]
        if answer.status_code == 200 and "<!doctype" not in text[:100].lower():
            return  # a piece that a script lays into a page
        assert f'<html lang="{language}"' in text, text[:300]
        assert "<h1" in text, text[:300]


def follow(browser: Client, answer: Any, language: str) -> None:
    """Check an answer, and the page to which it leads."""
    check(answer, language)
    place = answer.headers.get("Location", "")
    if place and answer.status_code in (302, 303) and urlsplit(place).path.startswith("/"):
        check(browser.get(place), language)
