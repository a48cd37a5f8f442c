"""Requests about whole replicas: checksums, copies on other resources, removal."""

import json
import shutil
from pathlib import Path
from xml.etree.ElementTree import Element

from tests.fakes.irods.agent import Agent, Operation
from tests.fakes.irods.catalogue import Replica
from tests.fakes.irods.codes import (
    BEING_WRITTEN,
    CAT_NO_CHECKSUM_FOR_REPLICA,
    CAT_NO_ROWS_FOUND,
    CHECK_VERIFICATION_RESULTS,
    CHKSUM,
    GOOD,
    INTERMEDIATE,
    INTERMEDIATE_REPLICA_ACCESS,
    LOCKED_DATA_OBJECT_ACCESS,
    REPLICATE,
    STALE,
    SYS_COPY_LEN_ERR,
    SYS_NO_GOOD_REPLICA,
    SYS_REPLICA_DOES_NOT_EXIST,
    SYS_REPLICA_INACCESSIBLE,
    TRIM,
    UNIX_FILE_WRITE_ERR,
    UNLINK,
    UNREGISTER,
    USER_CHKSUM_MISMATCH,
)
from tests.fakes.irods.packing import DONE, Refused, Reply, options_of, text, text_of


def chosen(agent: Agent, path: str, options: dict[str, str]) -> Replica:
    """The replica that the options name, else the first good one."""
    there = agent.catalogue.replicas(path)
    if not there:
        raise Refused(CAT_NO_ROWS_FOUND, path)
    named = options.get("resc_hier") or options.get("rescName")
    if "replNum" in options:
        there = [one for one in there if one.number == int(options["replNum"])]
    elif named:
        agent.catalogue.resource(named)
        there = [one for one in there if one.resource == named.split(";")[-1]]
    if not there:
        raise Refused(SYS_REPLICA_DOES_NOT_EXIST, path)
    return next((one for one in there if one.status == GOOD), there[0])


def destination(agent: Agent, options: dict[str, str]) -> str:
    """The resource that a write goes to."""
    named = (options.get(key) for key in ("resc_hier", "destRescName", "rescName", "defRescName"))
    name = next((name for name in named if name), "")
    if name:
        agent.catalogue.resource(name)
    return name or agent.fake.default_resource


def checksum(agent: Agent, x: Element, _bs: bytes) -> Reply:
    """The stored checksum (computed where there is none, or ``forceChksum``), or a comparison with what is stored."""
    path, options = text(x, "objPath"), options_of(x)
    with agent.catalogue.lock:
        there = agent.catalogue.replicas(path)
        if not there:
            raise Refused(CAT_NO_ROWS_FOUND, path)
        good = [one for one in there if one.status == GOOD]
        if not good:
            raise Refused(SYS_REPLICA_INACCESSIBLE, path)
        asked = good if "ChksumAll" in options else [chosen(agent, path, options)]
        if "verifyChksum" in options:
            return _verified(agent, path, asked if {"replNum", "rescName"} & options.keys() else good)
        value = ""
        for replica in asked:
            value = replica.checksum
            if not value or "forceChksum" in options:
                agent.catalogue.resource(replica.resource)
                value = agent.catalogue.computed(path, replica)
                agent.catalogue.set_replica(replica, chksum=value)
        return Reply(text_of(value))


def _verified(agent: Agent, path: str, asked: list[Replica]) -> Reply:
    wrong: list[dict[str, object]] = []
    for one in asked:
        found = agent.catalogue.computed(path, one)
        if not one.checksum:
            text = f"WARNING: No checksum available for replica [{one.number}]."
            wrong.append({"error_code": CAT_NO_CHECKSUM_FOR_REPLICA, "message": text, "severity": "warning"})
        elif found != one.checksum:
            text = (
                f"verifyDataObjChksum: computed checksum [{found}] != catalog value [{one.checksum}] for [{path}] "
                f"hierarchy [{one.resource}] replica number [{one.number}]"
            )
            wrong.append({"error_code": USER_CHKSUM_MISMATCH, "message": text, "severity": "error"})
    if wrong:
        raise Refused(CHECK_VERIFICATION_RESULTS, "", text_of(json.dumps(wrong)))
    return DONE


def replicate(agent: Agent, x: Element, _bs: bytes) -> Reply:
    """Copy a good replica to another resource; a source that differs from its checksum is refused."""
    path, options = text(x, "objPath"), options_of(x)
    catalogue = agent.catalogue
    with catalogue.lock:
        source = chosen(agent, path, {key: options[key] for key in ("replNum", "rescName") if key in options})
        if source.status != GOOD:
            raise Refused(SYS_NO_GOOD_REPLICA, "source replica is not good")
        to = options.get("destRescName") or options.get("defRescName") or agent.fake.default_resource
        catalogue.resource(to)
        target = next((one for one in catalogue.replicas(path) if one.resource == to), None)
        if target and target.status == GOOD:
            return DONE
        if not agent.fake.faults.written(source.size):
            raise Refused(UNIX_FILE_WRITE_ERR - 28, "no space left on device")
        target = target or catalogue.add_replica(path, to, agent.user, of=source.id)
        Path(target.path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source.path, target.path)
        if Path(target.path).stat().st_size != source.size:
            raise Refused(SYS_COPY_LEN_ERR, "size mismatch")
        target = target._replace(size=source.size)
        found = catalogue.computed(path, target) if source.checksum else ""
        differs = bool(source.checksum) and found != source.checksum
        status = STALE if differs else GOOD
        catalogue.set_replica(target, status=status, size=source.size, mtime=catalogue.now(), chksum=found)
        if differs:
            raise Refused(USER_CHKSUM_MISMATCH, "source replica differs from its checksum")
    return DONE


def trim(agent: Agent, x: Element, _bs: bytes) -> Reply:
    """Remove replicas, keeping two good ones (``copies``) and never the last."""
    path, options = text(x, "objPath"), options_of(x)
    keep = int(options.get("copies") or 2)
    with agent.catalogue.lock:
        there = agent.catalogue.replicas(path)
        if not there:
            raise Refused(CAT_NO_ROWS_FOUND, path)
        if "rescName" in options:
            agent.catalogue.resource(options["rescName"])
        doomed = [
            one
            for one in there
            if str(one.number) == options.get("replNum", str(one.number))
            and one.resource == options.get("rescName", one.resource)
        ]
        if any(one.status == INTERMEDIATE for one in doomed):
            raise Refused(INTERMEDIATE_REPLICA_ACCESS, path)
        gone, good = 0, sum(one.status == GOOD for one in there)
        for one in sorted(doomed, key=lambda replica: replica.status == GOOD):
            if one.status == GOOD and good <= max(1, keep):
                continue
            good -= one.status == GOOD
            if text(x, "oprType") != UNREGISTER:
                Path(one.path).unlink(missing_ok=True)
            agent.catalogue.rows("delete from data where id=? and repl=?", one.id, one.number)
            gone += 1
        return Reply(info=1 if gone else 0)


def unlink(agent: Agent, x: Element, _bs: bytes) -> Reply:
    """Remove an object: into the trash, or really (``forceFlag``)."""
    path, options, catalogue = text(x, "objPath"), options_of(x), agent.catalogue
    is_unregistered = text(x, "oprType") == UNREGISTER
    with catalogue.lock:
        there = catalogue.replicas(path)
        if not there:
            raise Refused(CAT_NO_ROWS_FOUND, path)
        if any(one.status in BEING_WRITTEN for one in there):
            raise Refused(LOCKED_DATA_OBJECT_ACCESS, path)
        if "forceFlag" not in options and not is_unregistered:
            _into_the_trash(agent, path, there[0].id)
            return DONE
        for one in there:
            if not is_unregistered:
                Path(one.path).unlink(missing_ok=True)
        catalogue.rows("delete from data where id=?", there[0].id)
        catalogue.forget(there[0].id)
    return DONE


def _into_the_trash(agent: Agent, path: str, object_id: int) -> None:
    catalogue, zone, user = agent.catalogue, agent.catalogue.zone, agent.user
    goal = f"/{zone}/trash/home/{user}" + path.removeprefix(f"/{zone}/home/{user}")
    folder, _, name = goal.rpartition("/")
    parts = folder.split("/")
    for end in range(2, len(parts) + 1):
        if not catalogue.collection("/".join(parts[:end])):
            catalogue.add_collection("/".join(parts[:end]), user)
    if catalogue.replicas(goal):
        name += f".{catalogue.next_id()}"
    catalogue.rows("update data set coll_id=?, name=? where id=?", catalogue.collection(folder), name, object_id)


OPERATIONS: dict[int, Operation] = {CHKSUM: checksum, REPLICATE: replicate, TRIM: trim, UNLINK: unlink}
