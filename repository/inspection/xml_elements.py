"""Elements of an XML file of a stranger, one after another: no entities, no DTD, no network, no huge trees. Pure."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from lxml import etree

_DEPTH_MOST: Final = 60

Element = etree._Element


class Refused(Exception):
    """The file is not read; `reason` is `entities`, `deep`, `broken`, or `foreign` where its `root` is another."""

    def __init__(self, reason: str, root: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.root = root


def elements(source: Path | IO[bytes], wanted: frozenset[str], *, roots: frozenset[str]) -> Iterator[Element]:
    """The root as soon as it opens, then each element with a wanted local name when it ends; others are forgotten.

    A file whose root is not one of ``roots`` is read no further.
    A wanted element keeps what is inside it; wanted elements inside one another come from the inside out.
    Errors: `Refused`.
    """
    file = source.open("rb") if isinstance(source, Path) else source
    try:
        yield from _walk(file, wanted, roots)
    except (etree.XMLSyntaxError, UnicodeError, ValueError) as problem:
        raise Refused("broken") from problem
    finally:
        file.close()


def _walk(file: IO[bytes], wanted: frozenset[str], roots: frozenset[str]) -> Iterator[Element]:
    steps = etree.iterparse(
        file, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, dtd_validation=False, attribute_defaults=False,
    )  # fmt: skip
    depth = inside = 0
    for event, element in steps:
        if event == "start":
            if not depth:
                _check(element, roots)
                yield element
            depth += 1
            inside += local(element) in wanted
            if depth > _DEPTH_MOST:
                raise Refused("deep")
            continue
        depth -= 1
        if local(element) in wanted:
            inside -= 1
            yield element
        if not inside:
            _forget(element)


def _check(root: Element, roots: frozenset[str]) -> None:
    """A DTD is refused whole: what it defines could grow without end, or come from elsewhere."""
    if local(root) not in roots:
        raise Refused("foreign", local(root))
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused("entities")


def _forget(element: Element) -> None:
    element.clear(keep_tail=False)
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text(element: Element | None, *path: str) -> str | None:
    """The text of the first descendant along these local names (of `element` itself without any); None if blank."""
    at = child(element, *path)
    if at is None:
        return None
    said = "".join(part for part in at.itertext() if isinstance(part, str)).strip()
    return said or None


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along these local names."""
    at = element
    for name in path:
        at = next((each for each in at if local(each) == name), None) if at is not None else None
    return at


def number(element: Element | None, *path: str) -> float | None:
    """The text there as a finite number; None where it is none."""
    said = text(element, *path)
    try:
        value = float(said) if said is not None and "_" not in said else None
    except ValueError:
        return None
    return value if value is not None and abs(value) < 1e18 else None
