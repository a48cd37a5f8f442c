"""Files of any name, kind and size: kept under a number and a path that leads nowhere, or refused in words."""

import json
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from repository.models import DataFile, DraftFile
from tests.addresses.scene import Scene, nothing_stays
from tests.fuzz.sound import check, examples
from tests.fuzz.strategies import content_types, encodable, file_names

pytestmark = pytest.mark.django_db

contents = st.sampled_from(
    (b"", b"\x00", b"1,2\n", b"%PDF-", b"\x89PNG\r\n\x1a\n", b"<fuzz>", b"PK\x03\x04")
) | st.binary(max_size=200)


class Untidied(SimpleUploadedFile):
    """A file under the very name that a program gives it, which Django's own class would tidy."""

    def __init__(self, name: str, content: bytes, kind: str) -> None:
        super().__init__("x", content, content_type=kind)
        self.__dict__["given"] = name

    name = property(lambda self: self.__dict__.get("given", "x"), lambda self, _tidied: None)


def root() -> Path:
    """Where the drafts' bytes lie."""
    return Path(unquote(urlsplit(settings.STORAGE_URL).path))


def test_a_file_of_any_name_and_kind_is_kept_by_number_or_refused_in_words(scene: Scene) -> None:
    dataset = scene.datasets["draft"]
    args = [dataset.deposit_id, dataset.key]

    @examples(25)
    @given(
        st.lists(st.tuples(file_names, contents, content_types), min_size=1, max_size=3),
        st.lists(encodable, max_size=3),
    )
    def send(files: list[tuple[str, bytes, str]], paths: list[str]) -> None:
        with nothing_stays():
            browser = scene.browser("author")
            outside = set(root().parent.iterdir())
            placed = DraftFile.objects.count()
            uploads = [Untidied(name, content, kind) for name, content, kind in files]
            answer = browser.post(reverse("deposit-upload", args=args), {"files": uploads, "path": paths})
            check(answer, "en")
            page = browser.get(reverse("deposit-files", args=args))
            check(page, "en")
            kept = DraftFile.objects.count() - placed
            refused = len(html.fromstring(page.text).xpath("//li[contains(@class, 'up--bad')]"))
            assert kept + refused or "No file was chosen" in page.text  # Django drops a file that is named ".."
            _check_paths()
            assert set(root().parent.iterdir()) == outside

    send()


def _check_paths() -> None:
    for place in DraftFile.objects.select_related("file"):
        steps = place.path.split("/")
        assert ".." not in steps
        assert "" not in steps
        assert place.path.isprintable() or not any(ord(letter) < 32 for letter in place.path)
        assert place.file.size > 0
    for file in DataFile.objects.exclude(draft_path=""):
        assert file.draft_path == f"drafts/{file.number}"


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\etc\\passwd", "/etc/passwd", "a/../../etc/passwd"])
def test_a_file_named_like_the_machine_s_own_stays_inside_its_dataset(scene: Scene, name: str) -> None:
    dataset = scene.datasets["draft"]
    boundary, browser = "b", scene.browser("author")
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename={json.dumps(name)}\r\n\r\nroot:x\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="path"\r\n\r\n{name}\r\n--{boundary}--\r\n'
    )
    url = reverse("deposit-upload", args=[dataset.deposit_id, dataset.key])
    check(browser.post(url, body.encode(), content_type=f"multipart/form-data; boundary={boundary}"), "en")
    _check_paths()
    assert not DraftFile.objects.filter(path__contains="..").exists()


def test_a_file_without_a_byte_is_refused_and_said_to_be_empty(scene: Scene) -> None:
    dataset = scene.datasets["draft"]
    before = DraftFile.objects.count()
    args = [dataset.deposit_id, dataset.key]
    browser = scene.browser("author")
    browser.post(reverse("deposit-upload", args=args), {"files": SimpleUploadedFile("a.csv", b"")})
    assert "This file is empty" in browser.get(reverse("deposit-files", args=args)).text
    assert DraftFile.objects.count() == before
