"""The sources of evolving datasets, as the environment names them: addresses, and what opens them."""

from config.settings.environment import Environment
from repository.clients.sources.addresses import TAKES, check_source
from repository.clients.sources.base import SourceKeys


def sources_of(env: Environment) -> tuple[dict[str, str], dict[str, SourceKeys]]:
    """By name: every ``SOURCE_...`` variable. Raises BadSetting."""
    prefixes = {name: f"SOURCE_{name.upper()}" for name in env.names("SOURCES", default=())}
    urls = {
        name: env.checked(f"{at}_URL", check=check_source, default=None, takes=TAKES) for name, at in prefixes.items()
    }
    return urls, {name: _keys(env, at) for name, at in prefixes.items() if urls[name].startswith("s3:")}


def shrink_percent_of(env: Environment) -> int:
    """How many percent of a source may be gone at once before a person is asked. Raises BadSetting."""
    return env.whole_number("SOURCE_SHRINK_PERCENT", default=20, unit="percent")


def _keys(env: Environment, prefix: str) -> SourceKeys:
    return SourceKeys(
        access_key=env.text(f"{prefix}_ACCESS_KEY", takes=f"the access key of the bucket in {prefix}_URL"),
        secret_key=env.text(f"{prefix}_SECRET_KEY", takes=f"the secret key of the bucket in {prefix}_URL"),
    )
