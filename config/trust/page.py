"""The report as one page that needs nothing beside itself. Written as text: its readers are certifiers, in English."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

_LOOKS: Final = """
body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#14232b;background:#fff}
h2{margin-top:2.5rem;border-top:1px solid #9fb0b8;padding-top:1rem}
table{border-collapse:collapse;width:100%;overflow-wrap:anywhere}
th,td{border:1px solid #c6d0d5;padding:.3rem .5rem;text-align:left;vertical-align:top}
.missing{border-left:4px solid #b3261e;padding:.1rem 1rem;background:#fdf3f2}
.number{text-align:right;white-space:nowrap}
@media print{body{margin:0;max-width:none}}
"""


def as_html(document: Mapping[str, Any]) -> str:
    """The whole page."""
    looks = b64encode(_LOOKS.encode()).decode()
    name, period = escape(document["repository"]["name"]), document["period"]
    title = f"Evidence of {name}, {period['first']} to {period['last']}"
    head = (
        f'<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{title}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<link rel="stylesheet" href="data:text/css;base64,{looks}"></head>\n<body>\n'
    )
    return head + "\n".join(_body(document, title)) + "\n</body>\n</html>\n"


def _body(document: Mapping[str, Any], title: str) -> Iterator[str]:
    address = escape(document["repository"]["address"], quote=True)
    yield f"<h1>{title}</h1>"
    yield (
        f'<p>For the {escape(document["requirements_edition"])}. What <a href="{address}">{address}</a> really did, '
        "as its database tells it: numbers of the state when this was made, and of what happened within the period. "
        f"Nothing is claimed beyond them; {document['missing']} things that a certifier asks for are missing: each "
        "is said.</p>"
    )
    for requirement in document["requirements"]:
        yield f'<h2 id="{requirement["code"]}">{requirement["code"]} {escape(requirement["title"])}</h2>'
        yield from _missing(requirement["missing"])
        yield from _evidence(requirement["evidence"])


def _missing(sentences: list[str]) -> Iterator[str]:
    if sentences:
        listed = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
        yield f'<div class="missing"><h3>Missing</h3><ul>{listed}</ul></div>'


def _evidence(facts: list[dict[str, Any]]) -> Iterator[str]:
    if not facts:
        yield "<p>There is no evidence.</p>"
        return
    labels = "".join(f"<th>{label}</th>" for label in ("What", "Number", "When", "Parts"))
    yield f"<h3>Evidence</h3><table><thead><tr>{labels}</tr></thead><tbody>"
    for fact in facts:
        period = fact["period"]
        when = f"{period['first']} to {period['last']}" if period else "now"
        yield (
            f'<tr><td>{escape(fact["what"])}</td><td class="number">{escape(str(fact["value"]))}</td>'
            f"<td>{when}</td><td>{_parts(fact)}</td></tr>"
        )
    yield "</tbody></table>"


def _parts(fact: Mapping[str, Any]) -> str:
    told = [f"{escape(name)}: {escape(str(value))}" for name, value in sorted(fact.get("by", {}).items(), key=_weight)]
    told += [escape(", ".join(row[name] for name in sorted(row))) for row in fact.get("rows", [])]
    return "<br>".join(told)


def _weight(part: tuple[str, int | float | str]) -> tuple[bool, float, str]:
    """Large numbers first, words last, by name where nothing else tells."""
    name, value = part
    return isinstance(value, str), 0.0 if isinstance(value, str) else -float(value), name
