"""The catalogue's tables, and the numbers by which queries name their columns (GenQuery1)."""

from typing import Final

SCHEMA: Final = """
create table zone(id integer, name text, type text);
create table user(id integer, name text, type text, zone text, info text, comment text, ctime text, mtime text);
create table resc(id integer, name text unique, zone text, type text, class text, loc text, vault text, free text,
  free_ts text, comment text, ctime text, mtime text, status text, children text, context text, parent text,
  parctx text);
create table coll(id integer, name text unique, parent text, owner text, ozone text, map text, inh text, comments text,
  ctime text, mtime text);
create table data(id integer, coll_id integer, name text, repl integer, version text, type text, size integer,
  resc_id integer, path text, owner text, ozone text, status text, statusstr text, chksum text, expiry text,
  map integer, comments text, ctime text, mtime text, atime text, primary key(id, repl));
create table meta(id integer, name text, value text, units text, ctime text, mtime text);
create table omap(object_id integer, meta_id integer, primary key(object_id, meta_id));
create table access(object_id integer, user_id integer, type integer, name text);
create index data_by_name on data(coll_id, name);
create index coll_by_parent on coll(parent);
create index meta_by_value on meta(name, value);
"""

TABLES: Final = {
    "Z": "zone",
    "U": "user",
    "R": "resc",
    "DR": "resc",
    "D": "data",
    "C": "coll",
    "AD": "access",
    "AC": "access",
    "MD": "meta",
    "MC": "meta",
    "MR": "meta",
    "MU": "meta",
    "OMD": "omap",
    "OMC": "omap",
    "OMR": "omap",
    "OMU": "omap",
}
"""Name in a query -> table. ``M`` is metadata of, ``A`` access to, ``DR`` the resource of a replica."""

METADATA_OWNERS: Final = {"MD": "D", "MC": "C", "MR": "R", "MU": "U"}
AGGREGATES: Final = {2: "min", 3: "max", 4: "sum", 5: "avg", 6: "count"}


def _numbered(first: int, table: str, names: str) -> dict[int, tuple[str, str]]:
    """Consecutive numbers; ``-`` leaves one out."""
    named = enumerate(names.split(), first)
    return {number: (table, f"{table}.{name}") for number, name in named if name != "-"}


COLUMNS: Final[dict[int, tuple[str, str]]] = {
    **_numbered(101, "Z", "id name type"),
    **_numbered(201, "U", "id name type zone - info comment ctime mtime"),
    **_numbered(301, "R", "id name zone type class loc vault free - comment ctime mtime status free_ts children"),
    **_numbered(316, "R", "context parent parctx"),
    **_numbered(401, "D", "id coll_id name repl version type size - - path owner ozone status statusstr chksum"),
    **_numbered(416, "D", "expiry map comments ctime mtime - - resc_id atime"),
    409: ("DR", "DR.name"),
    422: ("DR", "DR.name"),
    **_numbered(500, "C", "id name parent owner ozone map inh comments ctime mtime"),
    **_numbered(700, "AD", "type name - user_id object_id"),
    **_numbered(710, "AC", "type name - user_id object_id"),
    **_numbered(900, "U", "id name"),
    **_numbered(600, "MD", "name value units id ctime mtime"),
    **_numbered(610, "MC", "name value units id ctime mtime"),
    **_numbered(630, "MR", "name value units id ctime mtime"),
    **_numbered(640, "MU", "name value units id ctime mtime"),
}
"""Number of an attribute -> (name of its table in a query, SQL of the column)."""
