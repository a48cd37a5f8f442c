"""pycsw over the same records: its table, filled by COPY with the indexes a harvest uses, its settings, its server."""

from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urlsplit

_COLUMNS: Final = """
    identifier typename schema mdsource insert_date xml anytext language type title title_alternate abstract
    keywords keywordstype parentidentifier relation time_begin time_end topicategory resourcelanguage creator
    publisher contributor organization securityconstraints accessconstraints otherconstraints date date_revision
    date_creation date_publication date_modified format source crs geodescode denominator distancevalue
    distanceuom wkt_geometry servicetype servicetypeversion operation couplingtype operateson operatesonidentifier
    operatesoname degree classification conditionapplyingtoaccessanduse lineage responsiblepartyrole
    specificationtitle specificationdate specificationdatetype links
"""
TABLE: Final = f"""
    CREATE TABLE records ({", ".join(f"{name} text" for name in _COLUMNS.split())}, anytext_tsvector tsvector);
    ALTER TABLE records ADD PRIMARY KEY (identifier);
"""
INDEXES: Final = """
    CREATE INDEX ON records (typename);
    CREATE INDEX ON records (insert_date);
    CREATE INDEX ON records (date_modified);
    CREATE INDEX ON records (date);
    CREATE INDEX ON records (type);
    VACUUM ANALYZE records;
"""
"""To be run when the table is full, statement by statement."""
_SETTINGS: Final = """[server]
home={home}
url=http://127.0.0.1:{port}/
mimetype=application/xml; charset=UTF-8
encoding=UTF-8
language=en-US
maxrecords=100
profiles=apiso
[manager]
transactions=false
allowed_ips=127.0.0.1
[metadata:main]
{main}
[repository]
database={database}
table=records
[metadata:inspire]
enabled=false
"""
_MAIN: Final = """
identification_title identification_abstract identification_keywords identification_keywords_type identification_fees
identification_accessconstraints provider_name provider_url contact_name contact_position contact_address contact_city
contact_stateorprovince contact_postalcode contact_country contact_phone contact_fax contact_email contact_url
contact_hours contact_instructions contact_role
"""


def settings(folder: Path, *, port: int, address: str) -> Path:
    """The file of settings, for a database at an address as ``DATABASE_URL`` has it."""
    path = folder / f"pycsw-{port}.cfg"
    main = "\n".join(f"{name}=peer" for name in _MAIN.split())
    path.write_text(_SETTINGS.format(home=folder, port=port, main=main, database=_as_sqlalchemy(address)))
    return path


def _as_sqlalchemy(address: str) -> str:
    """The same database; a folder of sockets goes behind."""
    parts = urlsplit(address)
    host = unquote(parts.hostname or "")
    if not host.startswith("/"):
        return parts._replace(scheme="postgresql").geturl()
    socket = unquote(parts.netloc.rpartition("@")[2])
    return f"postgresql://{parts.username}@{parts.path}?host={quote(socket)}"
