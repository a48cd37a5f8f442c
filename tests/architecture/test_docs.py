"""What the documents promise to hold, they hold: states, events, consumers, settings, commands, addresses."""

import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.utils.module_loading import import_string

from config.pipeline import PIPELINE
from config.settings.environment import VARIABLES
from repository.lifecycle import DatasetState, Standing
from repository.models import Role
from tests.services.components import ROOT

DOCS = ROOT / "docs"
OURS = ("config", "repository", "moderation", "archive", "harvest", "compute")


def text(name: str) -> str:
    return (DOCS / name).read_text()


@pytest.mark.parametrize("state", [*DatasetState, *Standing])
def test_every_state_is_documented(state: str) -> None:
    assert f"| `{state}` |" in text("architecture.md")


@pytest.mark.parametrize("event", PIPELINE)
def test_every_event_is_documented(event: str) -> None:
    assert f"`{event}`" in text("architecture.md")


@pytest.mark.parametrize("consumer", sorted({name for names in PIPELINE.values() for name in names}))
def test_every_consumer_exists(consumer: str) -> None:
    assert callable(import_string(consumer))


def test_every_variable_of_the_environment_is_documented() -> None:
    operations = text("operations.md")
    of_any_name = re.compile(r"^(ARCHIVE_REPLICA|CENTRE_STORE|SOURCE)_[A-Z0-9]+_")
    spellings = {name: {name, of_any_name.sub(r"\1_<NAME>_", name)} for name in VARIABLES}
    assert [name for name, ways in spellings.items() if not any(f"`{way}`" in operations for way in ways)] == []


def test_every_command_is_documented() -> None:
    commands = [name for name, app in get_commands().items() if app in OURS]
    assert commands
    assert [name for name in commands if f"`{name}" not in text("operations.md")] == []


@pytest.mark.parametrize("role", Role)
def test_every_role_is_documented(role: Role) -> None:
    assert f"`{role.value}`" in text("operations.md")


@pytest.mark.parametrize("decision", sorted((DOCS / "decisions").glob("*.md")), ids=lambda path: path.name)
def test_a_decision_record_is_numbered_and_short(decision: Path) -> None:
    lines = decision.read_text().splitlines()
    assert lines[0].startswith(f"# {int(decision.name[:4])}. ")
    assert len(lines) <= 60


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for page in [ROOT / "README.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", page.read_text()):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []


def test_nothing_names_a_package_registry_or_a_folder_of_a_machine() -> None:
    hosts = ("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs"), ("deb", "debian", "org")
    folders = ("home", "[a-z]+"), ("work", "[a-z]+")
    words = [r"\.".join(parts) for parts in hosts] + ["/" + "/".join(parts) + "/" for parts in folders]
    forbidden = re.compile("|".join(words))
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    here = Path(__file__).relative_to(ROOT)
    names = [name for name in tracked.split("\0") if name and Path(name) != here and (ROOT / name).is_file()]
    assert len(names) > 100
    assert [name for name in names if forbidden.search((ROOT / name).read_text(errors="ignore"))] == []
