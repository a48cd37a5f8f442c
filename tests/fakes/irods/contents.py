"""Requests about the bytes of a replica: open, read, write, seek, close, also over several connections at once."""

import os
import secrets
from xml.etree.ElementTree import Element

from tests.fakes.irods.agent import Agent, Opened, Operation
from tests.fakes.irods.catalogue import Replica
from tests.fakes.irods.codes import (
    BEING_WRITTEN,
    CLOSE,
    CREATE,
    GET_FD_INFO,
    GOOD,
    HIERARCHY_ERROR,
    INTERMEDIATE,
    LOCKED_DATA_OBJECT_ACCESS,
    LSEEK,
    O_ACCMODE,
    O_CREAT,
    O_TRUNC,
    OBJ_PATH_DOES_NOT_EXIST,
    OPEN,
    READ,
    REPLICA_CLOSE,
    STALE,
    SYS_FILE_DESC_OUT_OF_RANGE,
    UNIX_FILE_OPEN_ERR,
    UNIX_FILE_WRITE_ERR,
    USER_CHKSUM_MISMATCH,
    WRITE,
    WRITE_LOCK,
)
from tests.fakes.irods.packing import DONE, Refused, Reply, json_buffer, json_of, number, options_of, tag, text
from tests.fakes.irods.replicas import chosen, destination

_NO_SPACE = 28


def open_object(agent: Agent, x: Element, _bs: bytes) -> Reply:
    """Open for reading or writing; writing where the resource has no replica yet makes a new one there."""
    path, flags, options = text(x, "objPath"), number(x, "openFlags"), options_of(x)
    writes = bool(flags & O_ACCMODE)
    token = options.get("replicaToken", "")
    with agent.catalogue.lock:
        there = agent.catalogue.replicas(path)
        is_new = False
        if token:
            if agent.fake.tokens.get(token) != path:
                raise Refused(LOCKED_DATA_OBJECT_ACCESS, "replica token")
            replica = chosen(agent, path, options)
        elif any(one.status in BEING_WRITTEN for one in there) and not any(one.status == GOOD for one in there):
            raise Refused(HIERARCHY_ERROR, path)
        else:
            replica, is_new = _replica_for(agent, path, flags, options, there)
        primary = not token
        if writes and primary:
            token = secrets.token_hex(16)
            agent.fake.tokens[token] = path
        mode = (os.O_RDWR if writes else os.O_RDONLY) | (os.O_CREAT if is_new else 0)
        cut = os.O_TRUNC if writes and primary and flags & O_TRUNC else 0
        try:
            descriptor = os.open(replica.path, mode | cut | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise Refused(UNIX_FILE_OPEN_ERR - (error.errno or 0), replica.path) from None
    place = next(number for number in range(3, 1000) if number not in agent.opened)
    agent.opened[place] = Opened(descriptor, path, replica, writes, primary, token, options)
    return Reply(info=place)


def _replica_for(
    agent: Agent, path: str, flags: int, options: dict[str, str], there: list[Replica]
) -> tuple[Replica, bool]:
    """The replica to open, and whether it is new."""
    creates = bool(flags & O_ACCMODE) and bool(flags & O_CREAT)
    if not there or (creates and not any(one.resource == destination(agent, options) for one in there)):
        if not creates:
            raise Refused(OBJ_PATH_DOES_NOT_EXIST, path)
        of = there[0].id if there else None
        return agent.catalogue.add_replica(path, destination(agent, options), agent.user, of=of), True
    here = {"rescName": destination(agent, options)} if creates else {}
    replica = chosen(agent, path, options if "replNum" in options or "resc_hier" in options else here)
    agent.catalogue.resource(replica.resource)
    if flags & O_ACCMODE:
        agent.catalogue.rows("update data set status=? where id=?", WRITE_LOCK, replica.id)
        agent.catalogue.set_replica(replica, status=INTERMEDIATE)
    return replica, False


def create_object(agent: Agent, x: Element, bs: bytes) -> Reply:
    """Open a new object for writing."""
    flags = x.find("openFlags")
    assert flags is not None
    flags.text = str(1 | O_CREAT | O_TRUNC)
    return open_object(agent, x, bs)


def _opened(agent: Agent, place: int) -> Opened:
    found = agent.opened.get(place)
    if found is None:
        raise Refused(SYS_FILE_DESC_OUT_OF_RANGE, "descriptor")
    return found


def read(agent: Agent, x: Element, _bs: bytes) -> Reply:
    """The next bytes, at most so many."""
    found = os.read(_opened(agent, number(x, "l1descInx")).descriptor, number(x, "len"))
    return Reply(info=len(found), bs=found)


def write(agent: Agent, x: Element, bs: bytes) -> Reply:
    """All of the bytes, while there is room."""
    opened = _opened(agent, number(x, "l1descInx"))
    if not agent.fake.faults.written(len(bs)):
        raise Refused(UNIX_FILE_WRITE_ERR - _NO_SPACE, "no space left on device")
    done = 0
    while done < len(bs):
        done += os.write(opened.descriptor, bs[done:])
    return Reply(info=done)


def seek(agent: Agent, x: Element, _bs: bytes) -> Reply:
    """Go to a place."""
    descriptor = _opened(agent, number(x, "l1descInx")).descriptor
    return Reply(tag("fileLseekOut_PI", offset=os.lseek(descriptor, number(x, "offset"), number(x, "whence"))))


def close(agent: Agent, x: Element, _bs: bytes) -> Reply:
    """End; what was written becomes good and the other replicas stale, whatever was written."""
    opened = _opened(agent, number(x, "l1descInx"))
    del agent.opened[number(x, "l1descInx")]
    size = os.fstat(opened.descriptor).st_size
    os.close(opened.descriptor)
    if not opened.is_written:
        return DONE
    said, catalogue = {**opened.options, **options_of(x)}, agent.catalogue
    with catalogue.lock:
        agent.fake.tokens.pop(opened.token, None)
        found = ""
        if {"regChksum", "verifyChksum"} & said.keys():
            found = catalogue.computed(opened.path, opened.replica, whole=True)
        others = "update data set status=? where id=? and repl<>? and status in (?,?)"
        catalogue.rows(others, STALE, opened.replica.id, opened.replica.number, WRITE_LOCK, GOOD)
        if said.get("verifyChksum") not in {None, "", found}:
            catalogue.set_replica(opened.replica, status=STALE)
            raise Refused(USER_CHKSUM_MISMATCH)
        catalogue.set_replica(opened.replica, status=GOOD, size=size, mtime=catalogue.now(), chksum=found)
    return DONE


def descriptor_info(agent: Agent, x: Element, _bs: bytes) -> Reply:
    """What further connections need to write into the same replica."""
    opened = _opened(agent, json_of(x)["fd"])
    object_info = {
        "resource_hierarchy": opened.replica.resource,
        "object_path": opened.path,
        "replica_number": opened.replica.number,
    }
    return Reply(json_buffer({"replica_token": opened.token, "data_object_info": object_info}))


def close_replica(agent: Agent, x: Element, _bs: bytes) -> Reply:
    """End of a further connection: the catalogue is told nothing."""
    place = json_of(x)["fd"]
    os.close(_opened(agent, place).descriptor)
    del agent.opened[place]
    return DONE


OPERATIONS: dict[int, Operation] = {
    OPEN: open_object,
    CREATE: create_object,
    READ: read,
    WRITE: write,
    LSEEK: seek,
    CLOSE: close,
    GET_FD_INFO: descriptor_info,
    REPLICA_CLOSE: close_replica,
}
