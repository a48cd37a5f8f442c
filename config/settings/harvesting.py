"""What programs that read the catalogue are given in a minute, and what the operator tells them."""

from urllib.parse import urlsplit

from config.settings.environment import BadSetting, Environment

_ADDRESSES = "http or https addresses of OAI-PMH providers, with blanks between them"
_LICENCE = "the http or https address of a licence, such as https://creativecommons.org/publicdomain/zero/1.0/"


def budgets_of(env: Environment) -> tuple[int, int]:
    """The most bytes, and the most seconds of work, for one origin in a minute; raises BadSetting."""
    return (
        env.whole_number("HARVEST_BYTES_A_MINUTE", default=7_500_000_000, least=1, unit="bytes for one origin"),
        env.whole_number("HARVEST_SECONDS_A_MINUTE", default=60, least=1, unit="seconds of work for one origin"),
    )


def friends_of(env: Environment) -> tuple[str, ...]:
    """The base addresses in OAI_FRIENDS; raises BadSetting."""
    found = tuple(env.text("OAI_FRIENDS", default="", takes=_ADDRESSES).split())
    if not all(map(_is_address, found)):
        raise BadSetting(f"OAI_FRIENDS is malformed: it takes {_ADDRESSES}.")
    return found


def metadata_licence_of(env: Environment) -> str:
    """The address in METADATA_LICENCE, empty where nothing is said; raises BadSetting."""
    found = env.text("METADATA_LICENCE", default="", takes=_LICENCE)
    if found and not _is_address(found):
        raise BadSetting(f"METADATA_LICENCE is malformed: it takes {_LICENCE}.")
    return found


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and text.isascii() and " " not in text
