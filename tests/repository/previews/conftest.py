"""The cast of the public pages, whose files are really drawn."""

from tests.repository.public.conftest import _own_storage, alice, mona, oscar, publish, reader, signed_in

__all__ = ["_own_storage", "alice", "mona", "oscar", "publish", "reader", "signed_in"]
