"""Translations without gettext's tools: what the sources say is found, compared with the .po files, and compiled."""

import gettext
from pathlib import Path

import pytest

from config.tooling.catalogues import compile_all, problems
from config.tooling.wordings import same_as_source, unmarked, words_of

HELLO = 'from django.utils.translation import gettext as _, ngettext\nA = _("Hello")\n'


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "repository").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "locale/fr/LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "locale/fr/LC_MESSAGES/django.po").write_text('msgid ""\nmsgstr ""\n')
    return tmp_path


def _say(tree: Path, text: str) -> None:
    path = tree / "locale/fr/LC_MESSAGES/django.po"
    path.write_text(path.read_text() + "\n" + text)


def test_a_python_text_without_translation_is_named_with_its_place(tree: Path) -> None:
    (tree / "repository/texts.py").write_text(HELLO)
    assert problems("fr", tree) == ["repository/texts.py:2: no translation into fr: 'Hello'"]
    _say(tree, 'msgid "Hello"\nmsgstr "Bonjour"\n')
    assert problems("fr", tree) == []


def test_a_template_text_without_translation_is_named(tree: Path) -> None:
    page = '{% load i18n %}{% translate "Search" %}{% blocktranslate trimmed %}\n  By {{ name }}{% endblocktranslate %}'
    (tree / "templates/page.html").write_text(page)
    assert [line.partition(": ")[2] for line in problems("fr", tree)] == [
        "no translation into fr: 'Search'",
        "no translation into fr: 'By %(name)s'",
    ]


def test_a_plural_needs_all_its_forms(tree: Path) -> None:
    (tree / "repository/texts.py").write_text('A = ngettext("%(n)d file", "%(n)d files", 2)\n')
    _say(tree, 'msgid "%(n)d file"\nmsgid_plural "%(n)d files"\nmsgstr[0] "%(n)d fichier"\nmsgstr[1] ""\n')
    assert len(problems("fr", tree)) == 1


def test_a_context_is_a_text_of_its_own(tree: Path) -> None:
    (tree / "repository/texts.py").write_text('A = pgettext("button", "Open")\n')
    _say(tree, 'msgid "Open"\nmsgstr "Ouvert"\n')
    assert len(problems("fr", tree)) == 1
    _say(tree, 'msgctxt "button"\nmsgid "Open"\nmsgstr "Ouvrir"\n')
    assert problems("fr", tree) == []


def test_a_fuzzy_translation_is_none(tree: Path) -> None:
    (tree / "repository/texts.py").write_text(HELLO)
    _say(tree, '#, fuzzy\nmsgid "Hello"\nmsgstr "Allô"\n')
    assert len(problems("fr", tree)) == 1


def test_a_translation_that_lost_its_placeholder_is_named(tree: Path) -> None:
    (tree / "repository/texts.py").write_text('A = _("%(count)d files of {size}")\n')
    _say(tree, 'msgid "%(count)d files of {size}"\nmsgstr "%(count)d fichiers"\n')
    assert [line.partition(": ")[2][:40] for line in problems("fr", tree)] == [
        "the translation into fr has other placeh"
    ]


def test_what_is_compiled_is_what_gettext_reads(tree: Path) -> None:
    _say(tree, 'msgid "Hello"\nmsgstr "Bonjour"\n')
    _say(tree, 'msgid "Search"\nmsgstr "Rechercher"\n')
    compile_all(tree)
    with (tree / "locale/fr/LC_MESSAGES/django.mo").open("rb") as file:
        read = gettext.GNUTranslations(file)
    assert [read.gettext(text) for text in ("Hello", "Search", "Other")] == ["Bonjour", "Rechercher", "Other"]


def test_a_changed_text_is_compiled_again(tree: Path) -> None:
    compile_all(tree)
    _say(tree, 'msgid "Hello"\nmsgstr "Bonjour"\n')
    compile_all(tree)
    assert b"Bonjour" in (tree / "locale/fr/LC_MESSAGES/django.mo").read_bytes()


def test_a_translation_that_is_its_source_was_left_by_accident(tree: Path) -> None:
    (tree / "repository/texts.py").write_text(HELLO + 'B = _("Licence")\n')
    _say(tree, 'msgid "Hello"\nmsgstr "Hello"\n')
    _say(tree, 'msgid "Licence"\nmsgstr "Licence"\n')
    assert list(same_as_source("fr", tree)) == ["repository/texts.py:2: left as it is in fr: 'Hello'"]


def test_a_word_of_a_template_that_no_translation_reaches_is_named(tree: Path) -> None:
    (tree / "templates/page.html").write_text('{% load i18n %}<h1>{% translate "Search" %}</h1><p>and find</p>')
    assert list(unmarked(tree)) == [
        "templates/page.html: not translatable: 'and'",
        "templates/page.html: not translatable: 'find'",
    ]


@pytest.mark.parametrize(
    "template",
    [
        '<a class="card wide" href="/search/">{{ dataset.title }}</a>',
        "{% blocktranslate trimmed %}All of it{% endblocktranslate %}{# why it is so #}",
        "<code>sha256sum -c manifest</code> NetCDF 4, CSV",
        '<img alt="{{ picture.words }}">',
    ],
)
def test_codes_names_and_marked_words_are_no_findings(template: str) -> None:
    assert words_of(template) == []


@pytest.mark.parametrize("attribute", ["title", "aria-label", "alt", "placeholder"])
def test_words_that_are_read_aloud_count_too(attribute: str) -> None:
    assert words_of(f'<input {attribute}="Save it">') == ["Save"]


def test_nothing_of_the_site_is_left_in_english_by_accident() -> None:
    assert [*same_as_source("fr"), *unmarked()] == []
