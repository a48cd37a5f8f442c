"""Requests about names: collections, renaming, registering files where they are, touching."""

import os
import time
from pathlib import Path
from xml.etree.ElementTree import Element

from tests.fakes.irods.agent import Agent, Operation
from tests.fakes.irods.catalogue import checksum
from tests.fakes.irods.codes import (
    BEING_WRITTEN,
    CAT_COLLECTION_NOT_EMPTY,
    CAT_NAME_EXISTS_AS_COLLECTION,
    CAT_NAME_EXISTS_AS_DATAOBJ,
    CAT_NO_ROWS_FOUND,
    CAT_UNKNOWN_COLLECTION,
    CATALOG_ALREADY_HAS_ITEM_BY_THAT_NAME,
    COLL_CREATE,
    GOOD,
    LOCKED_DATA_OBJECT_ACCESS,
    REGISTER,
    RENAME,
    RM_COLL,
    STALE,
    TOUCH,
    UNIX_FILE_STAT_ERR,
    UNREGISTER,
)
from tests.fakes.irods.packing import DONE, Refused, Reply, json_of, options_of, text


def make_collection(agent: Agent, x: Element, _bs: bytes) -> Reply:
    """A collection, with those above it where the request says ``recursiveOpr``."""
    path, options, catalogue = text(x, "collName").rstrip("/") or "/", options_of(x), agent.catalogue
    with catalogue.lock:
        if catalogue.collection(path):
            if "recursiveOpr" in options:
                return DONE
            raise Refused(CATALOG_ALREADY_HAS_ITEM_BY_THAT_NAME, path)
        parts = path.split("/")
        above = ["/".join(parts[:end]) for end in range(2, len(parts) + 1)]
        todo = [one for one in above if not catalogue.collection(one)]
        if (len(todo) > 1 and "recursiveOpr" not in options) or f"/{catalogue.zone}" in todo:
            raise Refused(CAT_UNKNOWN_COLLECTION, path)
        for one in todo:
            if catalogue.replicas(one):
                raise Refused(CAT_NAME_EXISTS_AS_DATAOBJ, one)
            catalogue.add_collection(one, agent.user)
    return DONE


def remove_collection(agent: Agent, x: Element, _bs: bytes) -> Reply:
    """A collection, with everything below it where the request says ``recursiveOpr``."""
    path, options, catalogue = text(x, "collName"), options_of(x), agent.catalogue
    with catalogue.lock:
        if not catalogue.collection(path):
            raise Refused(CAT_UNKNOWN_COLLECTION, path)
        every = catalogue.rows("select id, name from coll")
        doomed = [number for number, name in every if name == path or name.startswith(path + "/")]
        rows = [row for one in doomed for row in catalogue.rows("select id, path from data where coll_id=?", one)]
        if (rows or len(doomed) > 1) and "recursiveOpr" not in options:
            raise Refused(CAT_COLLECTION_NOT_EMPTY, path)
        for number, physical in rows:
            if text(x, "oprType") != UNREGISTER:
                Path(physical).unlink(missing_ok=True)
            catalogue.forget(number)
        for one in doomed:
            catalogue.forget(one)
            catalogue.rows("delete from data where coll_id=?", one)
            catalogue.rows("delete from coll where id=?", one)
    return DONE


def rename(agent: Agent, x: Element, _bs: bytes) -> Reply:
    """Give an object or a collection another name, which must be free."""
    source, target = (text(one, "objPath") for one in x.iter("DataObjInp_PI"))
    catalogue = agent.catalogue
    with catalogue.lock:
        folder, _, name = target.rpartition("/")
        collection = catalogue.collection(folder)
        if collection is None:
            raise Refused(CAT_UNKNOWN_COLLECTION, folder)
        if catalogue.replicas(target):
            raise Refused(CAT_NAME_EXISTS_AS_DATAOBJ, target)
        if catalogue.collection(target):
            raise Refused(CAT_NAME_EXISTS_AS_COLLECTION, target)
        there = catalogue.replicas(source)
        if any(one.status in BEING_WRITTEN for one in there):
            raise Refused(LOCKED_DATA_OBJECT_ACCESS, source)
        if there:
            catalogue.rows("update data set coll_id=?, name=? where id=?", collection, name, there[0].id)
        elif catalogue.collection(source):
            _rename_tree(agent, source, target)
        else:
            raise Refused(CAT_NO_ROWS_FOUND, source)
    return DONE


def _rename_tree(agent: Agent, source: str, target: str) -> None:
    for number, name in agent.catalogue.rows("select id, name from coll"):
        if name == source or name.startswith(source + "/"):
            new = target + name.removeprefix(source)
            agent.catalogue.rows("update coll set name=?, parent=? where id=?", new, new.rsplit("/", 1)[0], number)


def register(agent: Agent, x: Element, _bs: bytes) -> Reply:
    """Take in a file, or everything below a folder, where it lies."""
    path, options, catalogue = text(x, "objPath"), options_of(x), agent.catalogue
    source = options["filePath"]
    named = (options.get(key) for key in ("destRescName", "rescName", "defRescName"))
    resource = next((name for name in named if name), agent.fake.default_resource)
    with catalogue.lock:
        if not Path(source).exists():
            raise Refused(UNIX_FILE_STAT_ERR - 2, source)
        todo = _below(agent, source, path) if "collection" in options else [(source, path)]
        for physical, logical in todo:
            there = catalogue.replicas(logical)
            if there and "regRepl" not in options:
                raise Refused(CATALOG_ALREADY_HAS_ITEM_BY_THAT_NAME, logical)
            if there:
                catalogue.rows("update data set status=? where id=?", STALE, there[0].id)
            of, size = there[0].id if there else None, Path(physical).stat().st_size
            given = {"of": of, "physical": physical, "status": GOOD, "size": size}
            replica = catalogue.add_replica(logical, resource, agent.user, **given)
            if {"regChksum", "verifyChksum"} & options.keys():
                catalogue.set_replica(replica, chksum=checksum(physical))
    return DONE


def _below(agent: Agent, source: str, path: str) -> list[tuple[str, str]]:
    found = []
    for base, _, files in os.walk(source):
        relative = os.path.relpath(base, source)
        collection = path if relative == "." else f"{path}/{relative}"
        if not agent.catalogue.collection(collection):
            agent.catalogue.add_collection(collection, agent.user)
        found += [(str(Path(base) / name), f"{collection}/{name}") for name in files]
    return found


def touch(agent: Agent, x: Element, _bs: bytes) -> Reply:
    """Set the time of a change; an object that is not there is made."""
    said, catalogue = json_of(x), agent.catalogue
    path, options = said["logical_path"], said.get("options", {})
    moment = f"{int(options.get('seconds_since_epoch', time.time())):011d}"
    with catalogue.lock:
        catalogue.rows("update coll set mtime=? where name=?", moment, path)
        there = catalogue.replicas(path)
        if there:
            catalogue.set_replica(there[0], mtime=moment)
        elif not catalogue.collection(path) and not options.get("no_create"):
            replica = catalogue.add_replica(path, agent.fake.default_resource, agent.user, status=GOOD)
            Path(replica.path).parent.mkdir(parents=True, exist_ok=True)
            Path(replica.path).touch()
    return DONE


OPERATIONS: dict[int, Operation] = {
    COLL_CREATE: make_collection,
    RM_COLL: remove_collection,
    RENAME: rename,
    REGISTER: register,
    TOUCH: touch,
}
