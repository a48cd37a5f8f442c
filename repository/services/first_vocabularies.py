"""The vocabularies that come with the software, loaded whenever the tables are brought up to date."""

import logging
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from repository.models import ConceptScheme
from repository.services.vocabularies import Loaded, load_vocabulary
from repository.vocabularies import known
from repository.vocabularies.entries import VocabularyRefused

logger = logging.getLogger(__name__)

FOLDER: Final = Path(known.__file__).resolve().parent / "lists"
CF_NAMES: Final = "cf-standard-names"
_MARK: Final = "delivered:"


def load_first_vocabularies(*, apps: Any = None, **_signal: Any) -> list[Loaded]:
    """Load each list whose file changed; one that an operator loaded from elsewhere is left alone.

    ``apps``: the models as migrations left them; where the tables are not there yet nothing is done.
    """
    if apps is not None and "conceptlabel" not in apps.all_models["repository"]:
        return []
    files = {path.stem: path for path in sorted(FOLDER.glob("*.csv"))}
    table = cf_table() if settings.VOCABULARIES_OF_PACKAGES else None
    files |= {CF_NAMES: table} if table else {}
    loaded = (_load(slug, path) for slug, path in files.items() if _is_ours(slug))
    return [each for each in loaded if each]


def _load(slug: str, path: Path) -> Loaded | None:
    """Load one; a file that a package broke is left, and the site starts without it."""
    try:
        return load_vocabulary(path=path, scheme=slug, name=f"{_MARK}{path.name}", may_shrink=True)
    except VocabularyRefused as refusal:
        logger.warning("vocabulary.left scheme=%s reason=%s", slug, refusal.sentence)
        return None


def cf_table() -> Path | None:
    """The CF standard name table that came with the package that checks NetCDF files; the package is not imported."""
    package = find_spec("compliance_checker")
    folders = package.submodule_search_locations if package else None
    path = Path(folders[0]) / "data" / "cf-standard-name-table.xml" if folders else None
    return path if path and path.is_file() else None


def _is_ours(slug: str) -> bool:
    row = ConceptScheme.objects.filter(slug=slug).first()
    return row is None or row.loaded_from.startswith(_MARK) or not row.loaded_from
