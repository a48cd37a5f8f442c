"""From the name of a store in the settings to the store."""

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from archive.stores.addresses import StoreSecrets, StoreUnknown, local_folder
from archive.stores.base import Store


def open_store(name: str) -> Store:
    """The store of that name in ARCHIVE_REPLICAS; nobody is asked before its first call.

    Raises StoreUnknown where the settings name no such store, or one of a kind that this version cannot open.
    """
    if name not in settings.ARCHIVE_REPLICAS:
        raise StoreUnknown(f"No store is called {name} any more: name it in ARCHIVE_REPLICAS, or drop its copies.")
    return _opened(name, settings.ARCHIVE_REPLICAS[name], settings.ARCHIVE_REPLICA_SECRETS.get(name, StoreSecrets()))


def open_centre_store(name: str) -> Store:
    """The store of that name in CENTRE_STORES, where packages are handed over to a data centre. Raises as above."""
    if name not in settings.CENTRE_STORES:
        raise StoreUnknown(f"No store of a data centre is called {name}: name it in CENTRE_STORES.")
    return _opened(name, settings.CENTRE_STORES[name], settings.CENTRE_STORE_SECRETS.get(name, StoreSecrets()))


def _opened(name: str, address: str, secrets: StoreSecrets) -> Store:
    scheme = urlsplit(address).scheme
    door = _DOORS.get(scheme)
    if door is None:
        supported = ", ".join(f"{known}://" for known in _DOORS)
        raise StoreUnknown(f"The store {name} cannot be opened by {scheme or 'no'}://: supported are {supported}.")
    return door(address, secrets)


def _folder(address: str, _secrets: StoreSecrets) -> Store:
    from archive.stores.posix import PosixStore

    return PosixStore(local_folder(address))


def _collection(address: str, secrets: StoreSecrets) -> Store:
    from archive.stores.irods.store import IrodsStore
    from repository.clients.irods.address import irods_address
    from repository.clients.irods.sessions import Sessions

    where = irods_address(address)
    sessions = Sessions(where, password=secrets.password, ca_file=secrets.ca_file)
    return IrodsStore(address, where, sessions, doi_prefix=settings.DOI_PREFIX)


def _bucket(address: str, secrets: StoreSecrets) -> Store:
    from archive.stores.s3.address import replica_address
    from archive.stores.s3.store import S3Store

    found = replica_address(address, access_key=secrets.access_key, secret_key=secrets.secret_key)
    return S3Store(address, found, locks=settings.VARVE_HOME / "locks")


_DOORS: Final[dict[str, Callable[[str, StoreSecrets], Store]]] = {
    "file": _folder,
    "s3": _bucket,
    "irods": _collection,
}
