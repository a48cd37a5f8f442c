"""The stores of replicas, as the environment names them: addresses, what opens them, the places they are in."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from archive.stores.addresses import TAKES, StoreSecrets, place_of
from config.settings.environment import BadSetting, Environment


@dataclass(frozen=True, slots=True)
class Replicas:
    """By name of the store. ``copies`` and ``places``: how many a dataset needs before it is made public."""

    urls: dict[str, str]
    secrets: dict[str, StoreSecrets]
    places: dict[str, str]
    copies_before_public: int
    places_before_public: int


def replicas_of(env: Environment, *, home: Path) -> Replicas:
    """Read every ``ARCHIVE_REPLICA_...`` variable. Raises BadSetting."""
    names = env.names("ARCHIVE_REPLICAS", default=("second",))
    urls = {name: _url(env, name, home) for name in names}
    places = {name: env.text(f"{_prefix(name)}_PLACE", default=name, takes="the name of a place") for name in names}
    copies = env.whole_number("ARCHIVE_COPIES_BEFORE_PUBLIC", default=len(names), unit="replicas")
    wanted = env.whole_number("ARCHIVE_PLACES_BEFORE_PUBLIC", default=min(1, copies), unit="places")
    if len(names) < copies:
        raise BadSetting(
            f"ARCHIVE_COPIES_BEFORE_PUBLIC is malformed: it takes at most the number of ARCHIVE_REPLICAS, {len(names)}."
        )
    most = min(copies, len(set(places.values())))
    if most < wanted:
        raise BadSetting(
            "ARCHIVE_PLACES_BEFORE_PUBLIC is malformed: it takes at most ARCHIVE_COPIES_BEFORE_PUBLIC and the number "
            f"of different places of the replicas, {most}."
        )
    secrets = {name: secrets_of(env, _prefix(name), urls[name]) for name in names}
    return Replicas(urls, secrets, places, copies, wanted)


def centre_stores_of(env: Environment) -> tuple[dict[str, str], dict[str, StoreSecrets]]:
    """By name: the stores of data centres, and what opens them: every ``CENTRE_STORE_...`` variable. BadSetting."""
    prefixes = {name: f"CENTRE_STORE_{name.upper()}" for name in env.names("CENTRE_STORES", default=())}
    urls = {name: env.checked(f"{at}_URL", check=place_of, default=None, takes=TAKES) for name, at in prefixes.items()}
    return urls, {name: secrets_of(env, at, urls[name]) for name, at in prefixes.items()}


def handover_days_of(env: Environment) -> tuple[int, int]:
    """For how many days a data centre has access, and after how many it is reminded. Raises BadSetting."""
    return (
        env.whole_number("HANDOVER_DAYS", default=90, least=1, unit="days"),
        env.whole_number("HANDOVER_REMINDER_DAYS", default=14, least=1, unit="days"),
    )


def _prefix(name: str) -> str:
    return f"ARCHIVE_REPLICA_{name.upper()}"


def _url(env: Environment, name: str, home: Path) -> str:
    default = (home / "replicas" / name).as_uri() if name == "second" else None
    return env.checked(f"{_prefix(name)}_URL", check=place_of, default=default, takes=TAKES)


def secrets_of(env: Environment, prefix: str, url: str) -> StoreSecrets:
    """What the kind of the store needs; nothing else is read."""
    scheme = urlsplit(url).scheme
    if scheme == "s3":
        return StoreSecrets(
            access_key=env.text(f"{prefix}_ACCESS_KEY", takes=f"the access key of the bucket in {prefix}_URL"),
            secret_key=env.text(f"{prefix}_SECRET_KEY", takes=f"the secret key of the bucket in {prefix}_URL"),
        )
    if scheme == "irods":
        return StoreSecrets(
            password=env.text(f"{prefix}_PASSWORD", takes=f"the password of the user in {prefix}_URL"),
            ca_file=env.checked(f"{prefix}_CA_FILE", check=_readable, default="", takes="a file that can be read"),
        )
    return StoreSecrets()


def _readable(path: str) -> None:
    if not Path(path).is_absolute() or not os.access(path, os.R_OK):
        raise ValueError("no file")
