"""The lines of docs/api.md and the cells of the notebook do, before the real site, what they say."""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from repository.lifecycle import DatasetState
from repository.models import Dataset, LifecycleEvent, Person
from tests.factories import make_draft, make_person, make_pole
from tests.repository.api.program import program
from tests.repository.api.surroundings import peopled, values_of
from tests.repository.tus.web import served
from tests.services.components import ROOT, missing

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SHARING = ("person.invited", "invitation.withdrawn", "link.made", "link.revoked")
BOOK, NOTEBOOK = ROOT / "docs" / "api.md", ROOT / "docs" / "notebooks" / "deposit.ipynb"


@pytest.fixture
def alice(transactional_db: None) -> Person:
    """Who deposits, on a site with a discipline and an agreement."""
    make_pole("ocean")
    return make_person("alice")


@pytest.fixture
def surroundings(alice: Person, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of somebody before the site, with a token."""
    text = program(alice).token
    with served(tmp_path) as port:
        yield {**os.environ, "VARVE_URL": f"http://localhost:{port}", "VARVE_TOKEN": text}


def run(command: list[str], given: str, surroundings: dict[str, str], folder: Path) -> str:
    done = subprocess.run(
        command, input=given, env=surroundings, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_lines_of_the_book_deposit_submit_and_take_back(surroundings: dict[str, str], tmp_path: Path) -> None:
    if not Path("/usr/bin/curl").exists():
        missing("curl", "install Debian's curl")
    lines = "\n".join(re.findall(r"```sh\n(.*?)```", BOOK.read_text(), re.DOTALL))
    told = run(["bash", "-euo", "pipefail", "-s"], lines, surroundings, tmp_path)
    assert '"is_ready":true' in told.replace(" ", "")
    dataset, again, from_file = Dataset.objects.order_by("pk")
    assert dataset.state == DatasetState.DRAFT
    assert LifecycleEvent.objects.filter(type="dataset.submitted", reason="Sent by a script.").exists()
    assert dataset.draft_files.get().path == "casts/oxygen.csv"
    assert again.draft["title"] == dataset.draft["title"]
    assert from_file.draft["title"] == {"en": "Nitrate in the Gulf of Lion"}
    kinds = LifecycleEvent.objects.filter(type__in=SHARING).order_by("pk").values_list("type", flat=True)
    assert tuple(kinds) == SHARING


def test_the_cells_of_the_notebook_deposit_and_submit(surroundings: dict[str, str], tmp_path: Path) -> None:
    cells = [cell for cell in json.loads(NOTEBOOK.read_text())["cells"] if cell["cell_type"] == "code"]
    told = run([sys.executable, "-"], "\n\n".join("".join(cell["source"]) for cell in cells), surroundings, tmp_path)
    assert "Ready." in told
    assert Dataset.objects.get().state == DatasetState.SUBMITTED


@pytest.mark.parametrize("notebook", sorted(NOTEBOOK.parent.glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_holds_no_output_and_no_token(notebook: Path) -> None:
    cells = json.loads(notebook.read_text())["cells"]
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in cells)
    assert not re.search(r"varve_[a-z0-9]{8}_", notebook.read_text())


def test_a_stream_whose_length_nobody_knows_arrives(surroundings: dict[str, str], tmp_path: Path) -> None:
    lines = """
        auth="Authorization: Bearer $VARVE_TOKEN"
        url=$(curl -sS -X POST -H "$auth" "$VARVE_URL/api/v1/deposits/" |
            python3 -c 'import json, sys; print(json.load(sys.stdin)["datasets"][0]["url"])')
        head -c 20000000 /dev/zero | curl -sS -T - -H "$auth" "${url}files/zeros.bin"
    """
    told = json.loads(run(["bash", "-euo", "pipefail", "-s"], lines, surroundings, tmp_path))
    assert (told["path"], told["size"]) == ("zeros.bin", 20_000_000)
    assert told["sha256"] == hashlib.sha256(bytes(20_000_000)).hexdigest()


@pytest.mark.marathon
@pytest.mark.timeout(1_200)
def test_schemathesis_finds_nothing_at_the_edges_of_the_document(surroundings: dict[str, str], tmp_path: Path) -> None:
    """Thousands of requests at every edge: other methods, no token, a wrong one, each value beyond its bounds."""
    bob = make_person("bob")
    values = values_of(peopled(make_draft(bob), bob))
    lines = [f'"path.{name}" = "{value}"' for name, value in values.items()]
    (tmp_path / "schemathesis.toml").write_text("\n".join(["[parameters]", *lines]))
    token = program(Person.objects.get(email="bob@example.org")).token
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "run", f"{surroundings['VARVE_URL']}/api/v1/schema/",
        "-H", f"Authorization: Bearer {token}", "--phases", "examples,coverage", "--rate-limit", "18/s",
        "--exclude-checks", "positive_data_acceptance",
    ]  # fmt: skip
    run(command, "", surroundings, tmp_path)
