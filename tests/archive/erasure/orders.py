"""What tests do about erasures: two operators order one, and every place is looked through by other means than ours."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from repository.models import Dataset, Erasure, Person
from repository.queries.erasures import plan_of
from repository.services.erasures import confirm_erasure, propose_erasure
from tests.factories import make_operator

REASON = "A court ordered it: the file names a person."
REFERENCE = "TJ Brest, 26/01234, 2026-11-03"


def keepers() -> tuple[Person, Person]:
    """The two operators, made once."""
    found = [
        Person.objects.filter(email=f"{name}@example.org").first() or make_operator(name) for name in ("olga", "otto")
    ]
    return found[0], found[1]


def proposed(dataset: Dataset, path: str = "oxygen.csv") -> Erasure:
    """What one operator asks for."""
    olga, _otto = keepers()
    return propose_erasure(dataset_id=dataset.pk, actor=olga, path=path, reason=REASON, reference=REFERENCE)


def ordered(dataset: Dataset, path: str = "oxygen.csv") -> Erasure:
    """Proposed by one, confirmed by another; nothing of it carried out yet."""
    _olga, otto = keepers()
    erasure = proposed(dataset, path)
    return confirm_erasure(erasure_id=erasure.pk, actor=otto, seen=plan_of(dataset, path).sha256)


def holding(root: Path, content: bytes) -> list[str]:
    """Every file below a folder that holds these bytes, whole or in part, whatever it is called."""
    return sorted(str(path.relative_to(root)) for path in _files(root) if content in path.read_bytes())


def bytes_below(root: Path, *, without: bytes) -> dict[str, bytes]:
    """Relative path -> bytes of everything that does not hold ``without``."""
    found = {str(path.relative_to(root)): path.read_bytes() for path in _files(root)}
    return {name: content for name, content in found.items() if without not in content}


def _files(root: Path) -> Iterator[Path]:
    return (path for path in sorted(root.rglob("*")) if path.is_file())


def proved_by_coreutils(package: Path) -> bool:
    """Whether ``sha256sum -c`` of the newest manifest finds every file, and each as it was sealed."""
    names = sorted((path.name for path in package.glob("manifest-sha256-*.txt")), key=lambda name: (len(name), name))
    done = subprocess.run(["sha256sum", "--strict", "--quiet", "-c", names[-1]], cwd=package, check=False)
    return done.returncode == 0
