"""The agreement a new site begins with. From then on its versions are rows, added by the operator."""

from pathlib import Path
from typing import Any

from repository.models import Agreement

FOLDER = Path(__file__).resolve().parents[1] / "agreements"
FIRST = 1


def load_first_agreement(**_signal: Any) -> int:
    """Fill an empty table with version 1; the number of rows made."""
    if Agreement.objects.exists():
        return 0
    texts = {f"text_{language}": (FOLDER / f"{FIRST}.{language}.md").read_text("utf-8") for language in ("en", "fr")}
    return len(Agreement.objects.bulk_create([Agreement(version=FIRST, **texts)], ignore_conflicts=True))
