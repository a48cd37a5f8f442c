"""A proxy that keeps public pages (Varnish or the like), told by name what it has to forget."""

from repository.clients.outgoing import NoAnswer, OutgoingClient


class ProxyCache:
    """``url``: where it takes ``PURGE`` with the header ``Surrogate-Key``; answers any 2xx when it has forgotten."""

    def __init__(self, *, url: str, timeout_s: float) -> None:
        self._client = OutgoingClient(base_url=url, timeout_s=timeout_s)

    def forget(self, key: str) -> None:
        """Drop all that is kept under a name; to ask twice does no harm. Raises ``NoAnswer``."""
        answer = self._client.request("PURGE", "/", headers={"Surrogate-Key": key})
        if not 200 <= answer.status < 300:
            raise NoAnswer(f"the proxy answered {answer.status} to PURGE of {key}")
