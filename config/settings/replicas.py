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
    return Replicas(urls, {name: _secrets(env, name, urls[name]) for name in names}, places, copies, wanted)


def _prefix(name: str) -> str:
    return f"ARCHIVE_REPLICA_{name.upper()}"


def _url(env: Environment, name: str, home: Path) -> str:
    default = (home / "replicas" / name).as_uri() if name == "second" else None
    return env.checked(f"{_prefix(name)}_URL", check=place_of, default=default, takes=TAKES)


def _secrets(env: Environment, name: str, url: str) -> StoreSecrets:
    """What the kind of the store needs; nothing else is read."""
    prefix, scheme = _prefix(name), urlsplit(url).scheme
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
