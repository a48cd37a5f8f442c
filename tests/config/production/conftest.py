"""The site of the production guide, started once for all tests of the folder."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.config.production.stage import Stage, require_nginx
from tests.fakes.datacite.rules import Account
from tests.fakes.datacite.server import FakeDataCite, running_datacite

CONTENT = """
import json
from tests.factories import make_draft, make_moderator, make_person, make_public
alice = make_person("alice")
public = make_public(alice, make_moderator("mona"))
draft = make_draft(alice)
made = {"doi": public.doi, "suffix": public.suffix, "draft": str(draft.key), "deposit": str(draft.deposit_id)}
print(json.dumps(made))
"""


@dataclass
class Running:
    """The site, a reader, what is in it, and the DataCite it talks to."""

    stage: Stage
    reader: requests.Session
    made: dict[str, str]
    fake: FakeDataCite


@pytest.fixture(scope="package")
def site(postgres: str) -> Iterator[Running]:
    """Installed by the guide's commands, with one public dataset and one draft of Alice's."""
    require_nginx()
    folder = Path(tempfile.mkdtemp(prefix="varve-production-", dir="/tmp"))
    account = Account("INST.REPO", "a password of no worth", ("10.99999",))
    try:
        with running_datacite(account) as fake:
            stage = Stage(folder, postgres, fake)
            stage.manage("migrate", "--verbosity", "0")
            made = json.loads(stage.python(CONTENT).splitlines()[-1])
            with stage.running() as reader:
                yield Running(stage, reader, made, fake)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
