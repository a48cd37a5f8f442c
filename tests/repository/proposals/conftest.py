"""The cast of the deposit room once more: alice, her empty dataset, and a browser in which she is signed in."""

from tests.repository.deposits.conftest import alice, bob, browser, dataset, store

__all__ = ["alice", "bob", "browser", "dataset", "store"]
