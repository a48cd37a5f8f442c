"""The short lists that come with the software, loaded whenever the tables are brought up to date."""

from pathlib import Path
from typing import Any, Final

from repository.models import ConceptScheme
from repository.services.vocabularies import Loaded, load_vocabulary
from repository.vocabularies import known

FOLDER: Final = Path(known.__file__).resolve().parent / "lists"


def load_first_vocabularies(*, apps: Any = None, **_signal: Any) -> list[Loaded]:
    """Load each list whose file changed; one that an operator loaded from elsewhere is left alone.

    ``apps``: the models as migrations left them; where the tables are not there yet nothing is done.
    """
    if apps is not None and "conceptlabel" not in apps.all_models["repository"]:
        return []
    loaded = []
    for path in sorted(FOLDER.glob("*.csv")):
        name = f"delivered:{path.name}"
        if _is_ours(path.stem):
            loaded.append(load_vocabulary(path=path, scheme=path.stem, name=name, may_shrink=True))
    return loaded


def _is_ours(slug: str) -> bool:
    row = ConceptScheme.objects.filter(slug=slug).first()
    return row is None or row.loaded_from.startswith("delivered:") or not row.loaded_from
