"""The sources of evolving datasets, as the environment names them: addresses, what opens them, what they are asked."""

from typing import Final

from config.settings.environment import Environment
from repository.clients.sources.addresses import TAKES, check_source, kind_of
from repository.clients.sources.base import SourceKeys, SourceQuery
from repository.clients.sources.database import TAKES_QUERY, check_query

_WITH_PASSWORD: Final = frozenset({"irods", "query"})


def sources_of(env: Environment) -> tuple[dict[str, str], dict[str, SourceKeys], dict[str, SourceQuery]]:
    """By name: every ``SOURCE_...`` variable. Raises BadSetting."""
    prefixes = {name: f"SOURCE_{name.upper()}" for name in env.names("SOURCES", default=())}
    urls = {
        name: env.checked(f"{at}_URL", check=check_source, default=None, takes=TAKES) for name, at in prefixes.items()
    }
    kinds = {name: kind_of(url) for name, url in urls.items()}
    keys = {name: _bucket_keys(env, prefixes[name]) for name, kind in kinds.items() if kind == "s3"}
    keys |= {name: _password(env, prefixes[name]) for name, kind in kinds.items() if kind in _WITH_PASSWORD}
    return urls, keys, {name: _query(env, prefixes[name]) for name, kind in kinds.items() if kind == "query"}


def shrink_percent_of(env: Environment) -> int:
    """How many percent of a source may be gone at once before a person is asked. Raises BadSetting."""
    return env.whole_number("SOURCE_SHRINK_PERCENT", default=20, unit="percent")


def _bucket_keys(env: Environment, prefix: str) -> SourceKeys:
    return SourceKeys(
        access_key=env.text(f"{prefix}_ACCESS_KEY", takes=f"the access key of the bucket in {prefix}_URL"),
        secret_key=env.text(f"{prefix}_SECRET_KEY", takes=f"the secret key of the bucket in {prefix}_URL"),
    )


def _password(env: Environment, prefix: str) -> SourceKeys:
    return SourceKeys(
        password=env.text(f"{prefix}_PASSWORD", takes=f"the password of who signs in at {prefix}_URL"),
        ca_file=env.text(f"{prefix}_CA_FILE", default="", takes="a file of certificates (PEM) that prove the server"),
    )


def _query(env: Environment, prefix: str) -> SourceQuery:
    return SourceQuery(
        text=env.checked(f"{prefix}_QUERY", check=check_query, default=None, takes=TAKES_QUERY),
        seconds=env.whole_number(f"{prefix}_SECONDS", default=600, least=1, unit="seconds"),
    )
