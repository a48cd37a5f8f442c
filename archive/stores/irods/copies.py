"""One object on every resource that an address names: brought there, verified, read back, completed."""

from archive.stores.base import NotStored, Pace, ReplicaDamaged, at_full_speed
from archive.stores.irods.failures import is_lost
from archive.stores.irods.transfer import sha256_of_replica
from archive.stores.irods.zone import Replica, Zone
from repository.clients.irods.sessions import Sessions
from repository.errors import TransientFailure


class Copies:
    """The replicas of objects, by path: each resource holds at least one. Raises what the client raises, and ours."""

    def __init__(self, url: str, sessions: Sessions, resources: tuple[str, ...]) -> None:
        self._url = url
        self._sessions = sessions
        self._resources = resources

    def spread(self, path: str, sha256: str) -> None:
        """Verify a new object where it was sent to, then copy it to the other resources and verify each copy.

        Raises TransientFailure ``copy-differs`` where a resource gives other bytes back than it was given.
        """
        self._verify(path, self._resources[0], sha256)
        for resource in self._resources[1:]:
            self._copy(path, self._resources[0], resource, sha256)

    def complete(self, path: str, sha256: str) -> None:
        """Read back what is there already, and bring it to the resources that lack it; nothing is replaced.

        Raises ReplicaDamaged where any resource has other bytes, or the zone calls its copy out of date.
        """
        missing, sound = [], ""
        for resource in self._resources:
            there = self._on(path, resource)
            for replica in there:
                found = self._read(path, replica)
                if found != sha256:
                    what = f"other bytes as {path}" if found else f"nothing under {path}, which it should have,"
                    raise ReplicaDamaged(f"{self._url} holds {what} on {resource}: they were not replaced.")
            if there:
                sound = resource
            else:
                missing.append(resource)
        if missing and not sound:
            raise ReplicaDamaged(f"{self._url} holds {path}, but on none of its resources: it was not replaced.")
        for resource in missing:
            self._copy(path, sound, resource, sha256)

    def sha256(self, path: str, *, pace: Pace = at_full_speed) -> str:
        """SHA256 of what every resource gives back.

        Raises NotStored where a resource has no copy, or lost its bytes; ReplicaDamaged where they disagree.
        """
        digests: dict[str, str] = {}
        for resource in self._resources:
            for replica in self._on(path, resource):
                digests[replica.hierarchy] = self._read(path, replica, pace)
                if not digests[replica.hierarchy]:
                    raise NotStored(f"{self._url} lost the bytes of {path} on {resource}.")
            if not any(resource in hierarchy.split(";") for hierarchy in digests):
                raise NotStored(f"{self._url} does not hold {path} on {resource}.")
        if len(set(digests.values())) > 1:
            told = ", ".join(f"{place} has {digest}" for place, digest in digests.items())
            raise ReplicaDamaged(f"{self._url} holds different bytes as {path}: {told}.")
        return next(iter(digests.values()))

    def hierarchies(self, path: str) -> tuple[str, ...]:
        """Where good replicas lie, those of the named resources first and in their order. Raises NotStored."""
        with self._sessions.kept() as session:
            good = [one for one in Zone(session).replicas(path) if one.is_good]
        if not good:
            raise NotStored(f"{self._url} does not hold {path}.")
        places = {name: place for place, name in enumerate(self._resources)}
        order = [
            (min((places[part] for part in one.hierarchy.split(";") if part in places), default=99), one.hierarchy)
            for one in good
        ]
        return tuple(hierarchy for _, hierarchy in sorted(order))

    def _on(self, path: str, resource: str) -> list[Replica]:
        """The replicas on a resource, none of which somebody writes."""
        with self._sessions.kept() as session:
            there = [one for one in Zone(session).replicas(path) if one.lies_on(resource)]
        if any(one.is_open for one in there):
            raise TransientFailure(f"{self._url} has {path} open elsewhere.", code="package-busy")
        if any(not one.is_good for one in there):
            raise ReplicaDamaged(f"{self._url} calls its copy of {path} on {resource} out of date.")
        return there

    def _copy(self, path: str, source: str, resource: str, sha256: str) -> None:
        with self._sessions.kept() as session:
            zone = Zone(session)
            there = [one for one in zone.replicas(path) if one.lies_on(source)]
            if not there:
                raise TransientFailure(f"{path} was taken away from {source} meanwhile.", code="package-busy")
            zone.replicate(path, there[0], resource)
        self._verify(path, resource, sha256)

    def _verify(self, path: str, resource: str, sha256: str) -> None:
        """What the server computes is asked first; then the bytes are read back."""
        there = self._on(path, resource)
        for replica in there:
            with self._sessions.kept() as session:
                told = Zone(session).checksum(path, replica)
            found = told if told not in {"", sha256} else self._read(path, replica)
            if found != sha256:
                text = f"{path} was sent to {resource} with SHA256 {sha256}, which gives back {found or 'nothing'}."
                raise TransientFailure(text, code="copy-differs")
        if not there:
            raise TransientFailure(f"{path} was sent to {resource}, which does not hold it.", code="package-busy")

    def _read(self, path: str, replica: Replica, pace: Pace = at_full_speed) -> str:
        """SHA256 of a replica's bytes; empty where its resource lost them."""
        try:
            with self._sessions.kept() as session:
                return sha256_of_replica(session, path, replica.hierarchy, pace=pace)
        except Exception as error:
            if is_lost(error):
                return ""
            raise
