"""Requests about what is said of things: attributes with values and units (AVU), access, the catalogue's own words."""

from xml.etree.ElementTree import Element

from tests.fakes.irods.agent import Agent, Operation
from tests.fakes.irods.catalogue import Catalogue
from tests.fakes.irods.codes import (
    ATOMIC_AVU,
    CAT_INVALID_USER,
    CAT_RESOURCE_NOT_EMPTY,
    CAT_SQL_ERR,
    CAT_SUCCESS_BUT_WITH_NO_INFO,
    CAT_UNKNOWN_COLLECTION,
    CAT_UNKNOWN_FILE,
    CATALOG_ALREADY_HAS_ITEM_BY_THAT_NAME,
    GENERAL_ADMIN,
    MAX_AVU,
    MAX_NAME,
    MOD_ACCESS,
    MOD_AVU,
    MOD_DATA_OBJ_META,
    OBJ_PATH_DOES_NOT_EXIST,
    SYS_INVALID_INPUT_PARAM,
    SYS_LIBRARY_ERROR,
    SYS_RESC_DOES_NOT_EXIST,
    SYS_UNMATCHED_API_NUM,
    USER_STRLEN_TOOLONG,
)
from tests.fakes.irods.packing import DONE, Refused, Reply, json_buffer, json_of, options_of, text

_COLUMNS = {
    "replStatus": "status",
    "chksum": "chksum",
    "dataSize": "size",
    "dataModify": "mtime",
    "dataCreate": "ctime",
    "dataComments": "comments",
    "dataExpiry": "expiry",
    "dataType": "type",
    "filePath": "path",
}
_LEVELS = {"read": (1050, "read_object"), "write": (1120, "modify_object"), "own": (1200, "own")}
_LEVELS |= {"read_object": _LEVELS["read"], "modify_object": _LEVELS["write"]}


def change_catalogue(agent: Agent, x: Element, _bs: bytes) -> Reply:
    """What an administrator sets right by hand in the row of a replica."""
    info, said = x.find("DataObjInfo_PI"), options_of(x)
    assert info is not None
    with agent.catalogue.lock:
        there = agent.catalogue.replicas(text(info, "objPath"))
        if not there:
            raise Refused(OBJ_PATH_DOES_NOT_EXIST)
        number = int(text(info, "replNum") or 0)
        for one in there:
            if "all" in said or one.number == number:
                columns = {_COLUMNS[key]: value for key, value in said.items() if key in _COLUMNS}
                if columns:
                    agent.catalogue.set_replica(one, **columns)
    return DONE


def _entity(catalogue: Catalogue, kind: str, name: str) -> int:
    if kind == "d":
        there = catalogue.replicas(name)
        if not there:
            raise Refused(CAT_UNKNOWN_FILE, name)
        return there[0].id
    table = {"C": "coll", "R": "resc", "u": "user"}[kind]
    found = catalogue.row(f"select id from {table} where name=?", name)
    if not found:
        codes = {"C": CAT_UNKNOWN_COLLECTION, "R": SYS_RESC_DOES_NOT_EXIST, "u": CAT_INVALID_USER}
        raise Refused(codes[kind], name)
    number: int = found[0]
    return number


def _say(catalogue: Catalogue, verb: str, entity: int, entry: tuple[str, str, str]) -> None:
    """Add, set or remove one entry."""
    if max(len(part.encode()) for part in entry) > MAX_AVU:
        raise Refused(CAT_SQL_ERR, "too long")
    if verb == "set":
        of = "select M.id from meta M join omap O on O.meta_id=M.id where O.object_id=? and M.name=?"
        for (number,) in catalogue.rows(of, entity, entry[0]):
            catalogue.rows("delete from omap where object_id=? and meta_id=?", entity, number)
    found = catalogue.row("select id from meta where name=? and value=? and units=?", *entry)
    link = "select 1 from omap where object_id=? and meta_id=?"
    is_linked = bool(found) and bool(catalogue.row(link, entity, found[0]))
    if verb in {"add", "set"}:
        if is_linked:
            raise Refused(CATALOG_ALREADY_HAS_ITEM_BY_THAT_NAME, "metadata")
        number = found[0] if found else catalogue.next_id()
        if not found:
            now = catalogue.now()
            catalogue.insert("meta", number, *entry, now, now)
        catalogue.insert("omap", entity, number)
    elif verb in {"rm", "remove"}:
        if not is_linked:
            raise Refused(CAT_SUCCESS_BUT_WITH_NO_INFO, "no such entry")
        catalogue.rows("delete from omap where object_id=? and meta_id=?", entity, found[0])
    else:
        raise Refused(SYS_INVALID_INPUT_PARAM, verb)


def change_metadata(agent: Agent, x: Element, _bs: bytes) -> Reply:
    """One entry."""
    verb, kind, name, *entry = (text(x, f"arg{place}") for place in range(6))
    if len(name) >= MAX_NAME:
        raise Refused(USER_STRLEN_TOOLONG, "path too long")
    with agent.catalogue.lock:
        entity = _entity(agent.catalogue, kind.lstrip("-"), name)
        _say(agent.catalogue, verb, entity, (entry[0], entry[1], entry[2]))
    return DONE


def change_metadata_at_once(agent: Agent, x: Element, _bs: bytes) -> Reply:
    """Several entries of one thing, all or none; what is there already, or already gone, is no error."""
    said, catalogue = json_of(x), agent.catalogue
    kind = {"data_object": "d", "collection": "C", "resource": "R", "user": "u"}[said["entity_type"]]
    with catalogue.lock:
        try:
            entity = _entity(catalogue, kind, said["entity_name"])
        except Refused as error:
            raise Refused(SYS_INVALID_INPUT_PARAM, error.text) from None
        catalogue.rows("begin")
        try:
            for one in said["operations"]:
                entry = (one["attribute"], one["value"], one.get("units", ""))
                _say_unless_said(catalogue, one["operation"], entity, entry)
            catalogue.rows("commit")
        except BaseException:
            catalogue.rows("rollback")
            raise
    return Reply(json_buffer({}))


def _say_unless_said(catalogue: Catalogue, verb: str, entity: int, entry: tuple[str, str, str]) -> None:
    try:
        _say(catalogue, verb, entity, entry)
    except Refused as error:
        if error.code == CAT_SQL_ERR:
            raise Refused(SYS_LIBRARY_ERROR) from None
        if error.code not in {CATALOG_ALREADY_HAS_ITEM_BY_THAT_NAME, CAT_SUCCESS_BUT_WITH_NO_INFO}:
            raise


def change_access(agent: Agent, x: Element, _bs: bytes) -> Reply:
    """Who may do what: remembered, never enforced."""
    level, user, path = (text(x, name) for name in ("accessLevel", "userName", "path"))
    catalogue = agent.catalogue
    with catalogue.lock:
        person = _entity(catalogue, "u", user)
        entity = catalogue.collection(path) or _entity(catalogue, "d", path)
        catalogue.rows("delete from access where object_id=? and user_id=?", entity, person)
        if level in _LEVELS:
            catalogue.insert("access", entity, person, *_LEVELS[level])
    return DONE


def administer(agent: Agent, x: Element, _bs: bytes) -> Reply:
    """Resources come and go."""
    said = [text(x, f"arg{place}") for place in range(10)]
    catalogue = agent.catalogue
    with catalogue.lock:
        if said[:2] == ["add", "resource"]:
            catalogue.add_resource(said[2], said[3], said[4].partition(":")[2])
            return DONE
        if said[:2] == ["rm", "resource"]:
            number, _ = catalogue.resource(said[2])
            if catalogue.row("select 1 from data where resc_id=?", number):
                raise Refused(CAT_RESOURCE_NOT_EMPTY, said[2])
            catalogue.rows("delete from resc where id=?", number)
            return DONE
    raise Refused(SYS_UNMATCHED_API_NUM, f"administration {said[:2]}")


OPERATIONS: dict[int, Operation] = {
    MOD_DATA_OBJ_META: change_catalogue,
    MOD_AVU: change_metadata,
    ATOMIC_AVU: change_metadata_at_once,
    MOD_ACCESS: change_access,
    GENERAL_ADMIN: administer,
}
