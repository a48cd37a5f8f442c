"""A site with datasets in every state, in a storage and an archive of its own."""

import io
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from repository.models import Dataset, Person
from tests.factories import PASSWORD, make_draft, make_moderator, make_person, make_submitted
from tests.repository.public.stories import published, withdrawn
from tests.services.connections import let_others_go


@dataclass(frozen=True)
class Stocked:
    """The datasets of one site, and its folder."""

    folder: Path
    author: Person
    public: Dataset
    gone: Dataset
    submitted: Dataset
    draft: Dataset

    @property
    def file(self) -> Path:
        """Where backups of the tests go."""
        return self.folder / "varve.backup"

    def answers(self) -> dict[str, bytes]:
        """What readers, harvesters and the author are answered; signing in anew is part of it."""
        reader, author = Client(), Client()
        signed_in = author.post("/accounts/login/", {"login": self.author.email, "password": PASSWORD})
        assert signed_in.status_code == 302
        seen = {}
        harvest = "/oai?verb=ListRecords&metadataPrefix=oai_dc"
        landing = f"/datasets/{self.public.suffix}/"
        for path in (landing, f"{landing}manifest", f"/datasets/{self.gone.suffix}/", "/search/?format=json", harvest):
            seen[path] = _stable(reader.get(path).getvalue())
        entrances = [f"/deposits/{dataset.deposit_id}/" for dataset in (self.draft, self.submitted)]
        for path in ("/deposits/", *entrances):
            answer = author.get(path, follow=True)
            assert answer.status_code == 200, path
            seen[path] = _stable(answer.getvalue())
        return seen

    def lose_everything(self) -> None:
        """The database is dropped, and the drafts' disk is gone."""
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        shutil.rmtree(self.folder / "storage")


@pytest.fixture
def stocked(transactional_db: None, settings: Any, tmp_path: Path) -> Stocked:
    """Public, withdrawn, submitted and draft datasets of Alice's."""
    let_others_go()
    settings.STORAGE_URL = (tmp_path / "storage").as_uri()
    settings.ARCHIVE_URL = (tmp_path / "archive").as_uri()
    settings.ARCHIVE_REPLICAS = {"second": (tmp_path / "second").as_uri()}
    settings.ARCHIVE_COPIES_BEFORE_PUBLIC = 1
    alice, mona = make_person("alice"), make_moderator("mona")
    public, gone = published(alice, mona), withdrawn(published(alice, mona), mona)
    submitted = make_submitted(alice)
    draft = make_draft(alice, files={"../draft é.csv".lstrip("./"): b"a,b\n1,2\n"})
    return Stocked(tmp_path, alice, public, gone, submitted, draft)


def told(command: str, *arguments: object, **options: Any) -> str:
    """What a command writes."""
    out = io.StringIO()
    call_command(command, *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def _stable(page: bytes) -> bytes:
    """A page without what differs at every asking."""
    lines = page.splitlines()
    return b"\n".join(line for line in lines if b"csrf" not in line and b"responseDate" not in line)
