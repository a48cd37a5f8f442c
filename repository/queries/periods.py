"""Periods of catalogue entries as readers write them."""

from repository.templatetags.formatting import day_text


def period_text(kept: str) -> str:
    """``2019-01 / 2026-10`` as a reader writes it, one day once; a name of a period stays as it is."""
    return ", ".join(" – ".join(dict.fromkeys(map(_end_text, each.split(" / ")))) for each in kept.split(", "))


def _end_text(end: str) -> str:
    return "…" if end == ".." else day_text(end)
