"""Collecting what a reader understands, and making a `ReadRecord` of it: wrong values go, and it is said."""

from collections.abc import Mapping
from typing import Any, Final

from repository.crosswalks.readers.nodes import Node
from repository.crosswalks.readers.result import ReadRecord, Remark
from repository.crosswalks.readers.sources import too_large
from repository.crosswalks.readers.texts import plain, short
from repository.record.canonical import as_document
from repository.record.document import is_empty, prune
from repository.record.faults import readable
from repository.record.labels import label_of
from repository.record.lengths import LIST_MOST, OF_FIELD, excess_of
from repository.record.part import TEXT_LENGTH
from repository.record.sentences.catalogue import put_into_words

REMARKS_MOST: Final = 200
_QUOTED: Final = 80
_PATH_MOST: Final = 300
_WRAPPERS: Final = frozenset({"CharacterString", "Anchor", "FileName", "URL", "Decimal", "Integer", "Date", "DateTime"})


class Gathering:
    """A partial record in the making; texts of an unsaid language stand under ``und``."""

    def __init__(self, dialect: str, root: Node) -> None:
        self.dialect = dialect
        self.root = root
        self.document: dict[str, Any] = {}
        self.places: dict[str, str] = {}
        self.remarks: list[Remark] = []

    def put(self, field: str, value: Any, node: Node | None) -> None:
        """The value of a top-level field, unless it says nothing."""
        if is_empty(value):
            return
        self.document[field] = value
        if node is not None:
            self.places.setdefault(field, node.path)

    def add(self, field: str, value: Any, node: Node | None) -> None:
        """One more entry of a list, unless it says nothing or is there already. ``field`` may be ``place/boxes``."""
        if is_empty(value) or self._is_too_long(value, node):
            return
        top, _slash, rest = field.partition("/")
        holder: Any = self.document.setdefault(top, {}) if rest else self.document
        entries = holder.setdefault(rest or top, [])
        if value not in entries[-50:]:
            entries.append(value)
        if node is not None:
            self.places.setdefault(top, node.path)

    def _is_too_long(self, value: Any, node: Node | None) -> bool:
        """Whether it is an outline of more positions than a record holds: that is data, not a description."""
        count = len(value.get("exterior", ())) if isinstance(value, Mapping) else 0
        if count <= OF_FIELD["exterior"]:
            return False
        self.remark("outline-too-long", node.path if node else "", f"An outline of {count} positions was left out.",
                    f"Un contour de {count} positions a été laissé de côté.")  # fmt: skip
        return True

    def say(self, field: str, language: str, text: str, node: Node | None) -> None:
        """A text of several lines; a second one in the same language stands under the first."""
        words, has_markup = plain(text)
        if not words:
            return
        if has_markup and node is not None:
            self.remark("markup-removed", node.path, "The HTML in this text was taken out; its words are kept.",
                        "Le HTML de ce texte a été retiré ; ses mots sont conservés.")  # fmt: skip
        texts = self.document.setdefault(field, {})
        held = texts.get(language, "")
        if len(held) + len(words) >= TEXT_LENGTH:
            english = "The texts of this field are longer than a record holds. The first are kept."
            french = "Les textes de ce champ dépassent ce qu’une notice contient. Les premiers sont gardés."
            self.remark("text-cut", field, english, french)
            words = held or words[: TEXT_LENGTH - 1]
        texts[language] = words if held in ("", words) else f"{held}\n\n{words}"
        if node is not None:
            self.places.setdefault(field, node.path)

    def remark(self, code: str, path: str, english: str, french: str) -> None:
        """Something that did not get into the record, or not as it was."""
        self.remarks.append(Remark(code, path, english, french))

    def finish(self, *, depth: int = 0) -> ReadRecord:
        """The record's part that is right, and everything else as remarks; ``depth``: of the paths that are named.

        Errors: `Unreadable` for more than a record can hold.
        """
        document = self._shortened()
        has_title = not is_empty(prune(document.get("title")))
        record, wrong = readable(document if has_title else {**document, "title": {"und": "-"}})
        if record is None and has_title:
            record, more = readable({**document, "title": {"und": "-"}})
            has_title, wrong = False, (*wrong, *more)
        for fault in wrong:
            finding = put_into_words(fault)
            self.remark(finding.code, finding.pointer, finding.english, finding.french)
        right = as_document(record) if record else {}
        left = {"schema_version"} | (set() if has_title else {"title"}) | (set(right) - set(document))
        self._say_what_is_left(depth)
        unique = list(dict.fromkeys(self.remarks))
        beyond = len(unique) - REMARKS_MOST
        if beyond > 0:
            del unique[REMARKS_MOST:]
            unique.append(Remark("more", self.root.name or "/", f"{beyond} more things were not taken over.",
                                 f"{beyond} autres éléments n’ont pas été repris."))  # fmt: skip
        return ReadRecord(
            dialect=self.dialect,
            document={field: value for field, value in right.items() if field not in left},
            remarks=tuple(unique),
            places={field: _bare(path) if depth else path for field, path in self.places.items() if field in right},
        )

    def _shortened(self) -> Mapping[str, Any]:
        """The document with the lists of its top level as long as they may be."""
        document = self.document
        for field, value in document.items():
            most = OF_FIELD.get(field, LIST_MOST)
            if isinstance(value, list) and len(value) > most:
                document = {**document, field: value[:most]}
                english, french = (label.lower() for label in label_of((field,)))
                self.remark("list-cut", field, f"Only the first {most} of {len(value)} {english} were taken over.",
                            f"Seuls les {most} premiers de {len(value)} {french} ont été repris.")  # fmt: skip
        if excess_of(document) is not None:
            raise too_large()
        return document

    def _say_what_is_left(self, depth: int) -> None:
        """One remark for each path whose texts nobody read."""
        left: dict[str, list[str]] = {}
        for node in self.root.walk():
            if node.text and not node.is_taken and not node.name.startswith("@") and not _is_in_attribute(node):
                left.setdefault(_trimmed(node.path, depth), []).append(node.text)
        for path, texts in left.items():
            said = short(texts[0])
            quote = said if len(said) <= _QUOTED else f"{said[:_QUOTED]}…"
            if len(texts) == 1:
                english, french = f"“{quote}” was not taken over.", f"« {quote} » n’a pas été repris."
            else:
                english = f"{len(texts)} values were not taken over, such as “{quote}”."
                french = f"{len(texts)} valeurs n’ont pas été reprises, par exemple « {quote} »."
            self.remark(
                "not-taken", short(path)[:_PATH_MOST], english, french.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
            )


def _is_in_attribute(node: Node) -> bool:
    return node.parent is not None and node.parent.name.startswith("@")


def _trimmed(path: str, depth: int) -> str:
    """The path of an element; of ISO (``depth``) only that many properties, without the classes between them."""
    steps = [step for step in path.split("/") if step not in _WRAPPERS]
    if depth:
        steps = _bare("/".join(steps)).split("/")
        steps = steps[: depth if steps[:1] == ["identificationInfo"] else 1]
    return "/".join(steps) or path


def _bare(path: str) -> str:
    """A path of ISO without the classes between its properties."""
    return "/".join(step for step in path.split("/") if step[:1].islower()) or path
