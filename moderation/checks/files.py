"""Whether each file is what its name says; its content was read apart, long before. Pure."""

from collections.abc import Iterator

from moderation.checks.submission import SubmittedFile
from moderation.sentences import finding
from moderation.signatures import WORDS, is_text, kind_of, mismatch
from repository.inspection.odv.labels import looks_like_odv, missing_labels
from repository.record.findings import Finding


def check_file(file: SubmittedFile) -> Iterator[Finding]:
    """Whether a file is what its name says, and an Ocean Data View text has its mandatory labels."""
    path = ("files", file.path)
    if file.size == 0:
        yield finding("file-empty", path, name=file.path)
        return
    if file.head is None:
        return
    wrong = mismatch(file.path, file.head)
    if wrong:
        said, found = WORDS[wrong[0]], WORDS[wrong[1]]
        yield finding("file-not-as-named", path, name=file.path, said=said, found=found)
    elif kind_of(file.head) == "text" and is_text(file.head):
        text = file.head.decode("utf-8", errors="replace")
        missing = missing_labels(text) if looks_like_odv(file.path, text) else ()
        if missing:
            yield finding("odv-label-missing", path, name=file.path, labels=", ".join(missing))
