"""A browser without script: pages fetched, their forms read as they stand, and sent back with something typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html

from repository.models import Dataset

AGREED = {"agree": "1", "agree-language": "en"}
"""What the form sends once the agreement is ticked."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was fetched."""

    url: str
    tree: Any

    @classmethod
    def of(cls, browser: Client, url: str) -> "Page":
        """Fetch a page; it must be there."""
        answer = browser.get(url)
        assert answer.status_code == 200, (url, answer.status_code)
        return cls(url, html.fromstring(answer.content.decode()))

    def posts(self) -> dict[str, list[str]]:
        """What the step's form would send just as it stands, without a button."""
        form = self.tree.xpath("//form[contains(@class, 'deposit__form')]")[0]
        sent: dict[str, list[str]] = {}
        for name, value in form.form_values():
            sent.setdefault(name, []).append(value)
        return sent

    def buttons(self) -> list[str]:
        """The values of all buttons that say what to do."""
        return [str(value) for value in self.tree.xpath("//button[@name='do']/@value")]

    def text(self, xpath: str) -> str:
        """The words of the first element found, blanks folded; nothing where there is none."""
        found = self.tree.xpath(xpath)
        return " ".join(found[0].text_content().split()) if found else ""

    def links(self) -> list[str]:
        """Every address that the page links to."""
        return [str(href) for href in self.tree.xpath("//main//a/@href")]


def address(name: str, dataset: Dataset, *more: Any) -> str:
    """The address of a page of a dataset."""
    return reverse(name, args=[dataset.deposit_id, dataset.key, *more])


def send_files(browser: Client, dataset: Dataset, files: Mapping[str, bytes], **fields: Any) -> Any:
    """Send files with the upload form."""
    uploads = [SimpleUploadedFile(name, content) for name, content in files.items()]
    return browser.post(address("deposit-upload", dataset), {"files": uploads, **fields})


def described() -> dict[str, dict[str, str]]:
    """What a person types at each step to describe a dataset whole."""
    return {
        "description": {
            "title-en": "Dissolved oxygen in the Gulf of Lion, 2019-2026",
            "abstract-en": "Monthly sections across the shelf: temperature, salinity, dissolved oxygen every metre.",
            "language": "en",
            "poles": "ocean",
            "keywords-more": "dissolved oxygen, Gulf of Lion",
            "keywords-more-language": "en",
            "lineage-en": "SBE 9plus casts, processed to 1 dbar with the maker's software, version 7.26.",
            "licence-choice": "CC-BY-4.0",
        },
        "people": {
            "creators-0-family": "Marin",
            "creators-0-given": "Clara",
            "creators-0-orcid": "https://orcid.org/0000-0002-1825-0097",
            "creators-0-affiliations-0-name": "Observatory of Banyuls",
        },
        "place": {
            "place-boxes-0-west": "3°00' E",
            "place-boxes-0-south": "42,1",
            "place-boxes-0-east": "5.3",
            "place-boxes-0-north": "43,5° N",
            "time-periods-0-begin": "2019-01-14",
            "time-periods-0-end": "2026-10-19",
        },
    }
