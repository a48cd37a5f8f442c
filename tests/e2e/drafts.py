"""What a depositor does with a dataset until it is in the moderators' hands, and again when it comes back."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from config.demo import files
from tests.e2e.accessibility import accessible
from tests.e2e.people import Reader
from tests.e2e.steps import hand_over


@dataclass(frozen=True)
class Told:
    """What is said of a dataset; ``pole`` is the only discipline that its depositor asks."""

    title: str
    abstract: str
    lineage: str
    keywords: str
    pole: str = "ocean"
    files: dict[str, bytes] = field(default_factory=lambda: {"bottles.csv": files.csv_bottles()})


@dataclass
class Draft:
    """One dataset of one depositor."""

    author: Reader
    told: Told
    steps: str
    """Where its steps begin."""

    @property
    def status(self) -> str:
        """The page of its deposit."""
        return self.steps.partition("datasets/")[0]

    def doi(self) -> str:
        """As the status page shows it."""
        self.author.go(self.status)
        found = re.search(r"10\.5072/\d+", self.author.says())
        assert found
        return found[0]

    def step(self, name: str, **typed: str) -> None:
        """Type on one step, and save."""
        self.author.go(f"{self.steps}{name}/")
        self.author.fill(**typed)
        self.author.press("Save and go on")

    def submit(self, note: str = "") -> None:
        """From the last step; ``note`` says what changed."""
        self.author.go(f"{self.steps}review/")
        if note:
            self.author.fill(note=note)
        hand_over(self.author)
        self.author.go(self.status)

    def answers_scope(self, question: str, answer: str) -> None:
        """What the rules of scope ask at the last step."""
        self.author.go(f"{self.steps}review/")
        self.author.page.locator(f"#scope-{question}-{answer}").check()
        self.author.press("Keep the answers")

    def hurries(self, journal: str, manuscript: str) -> str:
        """A paper waits for it: the DOI is shown at once; where the reviewers of the journal come in."""
        self.author.go(self.status)
        self.author.press("Ask for the urgent lane")
        assert accessible(self.author) == []
        day = str((datetime.now(UTC) + timedelta(days=20)).date())
        self.author.fill(journal=journal, manuscript=manuscript, wanted_by=day)
        self.author.press("Ask for the urgent lane")
        self.author.sees("DOI for the paper")
        assert accessible(self.author) == []
        self.author.press("Make a private link")
        self.author.press("Make the link")
        return self.author.page.locator("#link-address").inner_text()


def begin(author: Reader, folder: Path, told: Told) -> Draft:
    """Drop the files, and tell the rest."""
    author.go("/deposits/")
    author.press("Start a deposit")
    for name, content in told.files.items():
        (folder / name).write_bytes(content)
    author.page.locator("input[type=file]").first.set_input_files([folder / name for name in told.files])
    author.sees("1 file is safe" if len(told.files) == 1 else f"{len(told.files)} files are safe")
    draft = Draft(author, told, author.page.url.removesuffix("files/"))
    _describe(draft)
    draft.step(
        "people",
        creators__0__family="Marin",
        creators__0__given="Clara",
        creators__0__orcid="0000-0002-1825-0097",
        creators__0__affiliations__0__name="Observatory of the Gulf",
    )
    place = {"west": "3.3", "south": "42.3", "east": "5.2", "north": "43.4"}
    draft.step(
        "place",
        **{f"place__boxes__0__{side}": value for side, value in place.items()},
        time__periods__0__begin="2026-10-05",
        time__periods__0__end="2026-10-05",
    )
    return draft


def _describe(draft: Draft) -> None:
    author, told = draft.author, draft.told
    author.go(f"{draft.steps}description/")
    author.fill(
        title__en=told.title, abstract__en=told.abstract, lineage__en=told.lineage, keywords__more=told.keywords
    )
    author.page.locator('main select[name="language"]').select_option("en")
    author.check("poles", told.pole)
    author.check("licence-choice", "CC-BY-4.0")
    author.check("forwarding", "yes")
    author.press("Save and go on")
