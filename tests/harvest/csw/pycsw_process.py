"""Run by an environment of its own (`build/pycsw`): records of a folder into pycsw, then one answer for each request.

Arguments: the folder with records as XML files, and one to work in. Each line of standard input is a request in JSON,
``{"version": ..., "body": ...}``; each line of standard output is its answer, a JSON string.
"""

import contextlib
import io
import json
import logging
import sys
from configparser import ConfigParser

from pycsw.core import admin  # type: ignore[import-not-found]  # not here: where this runs
from pycsw.core.config import StaticContext  # type: ignore[import-not-found]
from pycsw.server import Csw  # type: ignore[import-not-found]


def main(records: str, place: str) -> None:
    """Load, then answer until nobody asks any more."""
    told, sys.stdout = sys.stdout, io.StringIO()
    logging.disable(logging.CRITICAL)
    database = f"sqlite:///{place}/records.db"
    admin.setup_db(database, "records", place)
    admin.load_records(StaticContext(), database, "records", records)
    for line in sys.stdin:
        with contextlib.redirect_stdout(io.StringIO()):
            answer = answered(json.loads(line), settings(place, database))
        print(json.dumps(answer.decode()), file=told, flush=True)


def answered(asked: dict[str, str], config: ConfigParser) -> bytes:
    """What pycsw says."""
    body = asked["body"].encode()
    environment = {
        "REQUEST_METHOD": "POST",
        "QUERY_STRING": "",
        "CONTENT_TYPE": "application/xml",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
        "local.app_root": "/",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/",
    }
    answer: bytes = Csw(config, environment, version=asked["version"]).dispatch_wsgi()[1]
    return answer


def settings(place: str, database: str) -> ConfigParser:
    """The least that it starts with."""
    config = ConfigParser()
    config.read_dict({
        "server": {"home": place, "url": "http://127.0.0.1/", "mimetype": "application/xml; charset=UTF-8",
                   "encoding": "UTF-8", "language": "en-US", "maxrecords": "100", "profiles": "apiso"},
        "manager": {"transactions": "false", "allowed_ips": "127.0.0.1"},
        "metadata:main": dict.fromkeys(MAIN.split(), "peer"),
        "metadata:inspire": {"enabled": "false"},
        "repository": {"database": database, "table": "records"},
    })  # fmt: skip
    return config


MAIN = """
identification_title identification_abstract identification_keywords identification_keywords_type identification_fees
identification_accessconstraints provider_name provider_url contact_name contact_position contact_address contact_city
contact_stateorprovince contact_postalcode contact_country contact_phone contact_fax contact_email contact_url
contact_hours contact_instructions contact_role
"""

if __name__ == "__main__":
    main(*sys.argv[1:])
