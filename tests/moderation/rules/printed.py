"""What the rules say of a case, as lines to be read."""

from collections.abc import Iterator

from moderation.rules.book import Book
from moderation.rules.routing import Reason, RoutingResult


def lines(result: RoutingResult, book: Book, language: str) -> Iterator[str]:
    """Verdicts with their reasons, who else is asked, what is open, who decides."""
    for each in result.poles:
        yield f"{each.pole}: {each.verdict.value}"
        yield from (f"    {_said(reason, language)}" for reason in each.reasons)
    for concern in result.concerns:
        yield f"{concern.pole}: opinion {'required' if concern.required else 'asked'}"
        yield from (f"    {_said(reason, language)}" for reason in concern.reasons)
    for wanted in result.advice:
        yield f"advice of {wanted.name.text(language)}"
    for name in result.questions:
        yield f"? {book.question(name).text.text(language)}"
    yield f"decides: {result.deciding} ({result.deciding_reason.because.text(language)})"


def _said(reason: Reason, language: str) -> str:
    parts = [reason.because.text(language), reason.belongs.text(language) if reason.belongs else ""]
    matched = ", ".join(f"{kind}: {text}" for kind, text in reason.evidence)
    return " ".join([*filter(None, parts), f"[{matched}]" if matched else ""]).strip()
