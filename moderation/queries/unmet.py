"""What a condition of a decision says where it does not hold."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unmet:
    """What is missing: a stable error code of `docs/moderation.md`, and a sentence in the language of the reader."""

    code: str
    sentence: str
