"""The cast of the deposit room, for the box in the form."""

from tests.repository.deposits.conftest import alice, browser, dataset, store

__all__ = ["alice", "browser", "dataset", "store"]
