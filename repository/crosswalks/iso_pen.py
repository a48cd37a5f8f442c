"""Writing ISO metadata: texts, codes and languages, which ISO 19115-3 and 19139 spell alike but for their prefixes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from repository.crosswalks.edition import Edition
from repository.crosswalks.iso_terms import NEWER, NEWER_CODES
from repository.crosswalks.xml_text import address, escape
from repository.record.languages import Localised, iso_639_2
from repository.record.model import Record


@dataclass(frozen=True, slots=True)
class Spelling:
    """How one standard writes: the prefix of each of the packages that both have, and where they differ.

    `link`: the element of an address. `codes`: address of the code lists. `is_old`: ISO 19139, whose citations want a
    date, whose identifiers have no description, and whose language codes are the bibliographic ones.
    """

    cit: str
    mri: str
    mcc: str
    lan: str
    gex: str
    mco: str
    mmi: str
    anchor: str
    link: str
    codes: str
    is_old: bool


@dataclass(frozen=True, slots=True)
class Pen:
    """One document being written: its spelling, its main language, and how it calls its languages.

    `suffix` ends every xml:id, so that a list of many documents has each of them once.
    """

    spelling: Spelling
    main: str
    suffix: str
    locales: Mapping[str, str]

    def line(self, name: str, text: str, uri: str = "") -> str:
        """A property of one text; with an address that can be spelled, an anchor."""
        return f"<{name}>{self.inside(text, uri)}</{name}>"

    def inside(self, text: str, uri: str = "") -> str:
        """The value of a property of one text."""
        href = address(uri) if uri else ""
        if not href:
            return f"<gco:CharacterString>{escape(text)}</gco:CharacterString>"
        anchor = self.spelling.anchor
        return f'<{anchor} xlink:href="{escape(href)}">{escape(text)}</{anchor}>'

    def texts(self, name: str, texts: Localised, uri: str = "", *, whole: bool = False) -> str:
        """A property of a text in several languages: the main one, then all of them as PT_FreeText.

        A text that is not there in the main language lends the best there is. `whole`: PT_FreeText even for one.
        """
        best = texts.best_language(self.main)
        own = self.inside(texts[best], uri)
        if len(texts) == 1 and best == self.main and not (whole and len(self.locales) > 1):
            return f"<{name}>{own}</{name}>"
        return self._free(name, own, texts)

    def _free(self, name: str, own: str, texts: Mapping[str, str]) -> str:
        lan = self.spelling.lan
        groups = "".join(
            f'<{lan}:textGroup><{lan}:LocalisedCharacterString locale="#{self.locales[tag]}">{escape(text)}'
            f"</{lan}:LocalisedCharacterString></{lan}:textGroup>"
            for tag, text in texts.items()
            if tag in self.locales
        )
        if not groups:
            return f"<{name}>{own}</{name}>"
        kind = f'xsi:type="{lan}:PT_FreeText_PropertyType"'
        return f"<{name} {kind}>{own}<{lan}:PT_FreeText>{groups}</{lan}:PT_FreeText></{name}>"

    def spoken(self, name: str, text: str, tag: str | None) -> str:
        """A property of a text in one language, which may be another than the main one."""
        if tag is None or tag == self.main:
            return self.line(name, text)
        return self._free(name, self.inside(text), {tag: text})

    def code(self, name: str, code: str, value: str) -> str:
        """A property from a code list: `code` is the list's element, such as `cit:CI_RoleCode`."""
        lists = NEWER_CODES if value in NEWER else self.spelling.codes
        listed = f"{lists}#{code.partition(':')[2]}"
        return f'<{name}><{code} codeList="{listed}" codeListValue="{value}">{value}</{code}></{name}>'

    def nil(self, name: str, reason: str) -> str:
        """A property that has no value, and why: `missing`, `unknown`, `inapplicable`."""
        return f'<{name} gco:nilReason="{reason}"/>'

    def language(self, name: str, tag: str) -> str:
        """A language by its three letters; its text is the whole tag, so that region and script stay."""
        lan = self.spelling.lan
        code = iso_639_2(tag, bibliographic=self.spelling.is_old)
        return (
            f'<{name}><{lan}:LanguageCode codeList="http://www.loc.gov/standards/iso639-2/" '
            f'codeListValue="{code}">{tag}</{lan}:LanguageCode></{name}>'
        )

    def locale(self, name: str, tag: str, *, named: bool = True) -> str:
        """A PT_Locale; `named` with the id by which texts refer to it."""
        lan = self.spelling.lan
        identity = f' id="{self.locales[tag]}"' if named else ""
        language = self.language(f"{lan}:{'languageCode' if self.spelling.is_old else 'language'}", tag)
        encoding = self.code(f"{lan}:characterEncoding", f"{lan}:MD_CharacterSetCode", "utf8")
        return f"<{name}><{lan}:PT_Locale{identity}>{language}{encoding}</{lan}:PT_Locale></{name}>"

    def identity(self, word: str, number: int) -> str:
        """An xml:id that no other document has."""
        return f"{word}-{number}-{self.suffix}"


def pen_for(spelling: Spelling, record: Record, edition: Edition) -> Pen:
    """The pen of a document; its main language is that of the title that `Record.main_title` gives."""
    main = record.main_title_language
    suffix = re.sub(r"[^A-Za-z0-9._-]", "_", edition.doi)
    tags = dict.fromkeys((main, *sorted(_tags(record))))
    return Pen(spelling, main, suffix, {tag: f"{tag}-{suffix}" for tag in tags})


def _tags(record: Record) -> Iterable[str]:
    """Every language in which the record says anything that is written in several."""
    alone = (record.abstract, record.lineage, record.quality, record.use_limitations, record.access_note)
    yield from record.title
    for texts in alone:
        yield from texts or ()
    for keyword in record.keywords:
        yield from keyword.term
    for place in record.place.names:
        yield from place.name
    for variable in record.variables:
        yield from variable.label or ()
    for resolution in record.spatial_resolution:
        yield from resolution.note or ()
    for described in record.documents:
        yield from described.title or ()
    for other in record.other_titles:
        if other.language:
            yield other.language
