"""Requests that open a conversation: signing in, and questions to the catalogue."""

import base64
import hashlib
import secrets
import struct
from xml.etree.ElementTree import Element

from tests.fakes.irods.agent import Agent, Operation
from tests.fakes.irods.codes import (
    AUTHENTICATE,
    CAT_INVALID_AUTHENTICATION,
    CAT_INVALID_USER,
    CAT_NO_ROWS_FOUND,
    GEN_QUERY,
    SYS_INVALID_INPUT_PARAM,
)
from tests.fakes.irods.packing import DONE, Refused, Reply, json_buffer, json_of, number, tag, value_tag
from tests.fakes.irods.queries import statement_of


def authenticate(agent: Agent, x: Element, _bs: bytes) -> Reply:
    """Native signing in: a challenge, and MD5 of it and the password."""
    said = json_of(x)
    match said.get("next_operation"):
        case "auth_agent_auth_request":
            agent.challenge = secrets.token_hex(32)
            return Reply(json_buffer({**said, "request_result": agent.challenge}))
        case "auth_agent_auth_response":
            password = agent.catalogue.passwords.get(said["user_name"])
            if password is None or agent.zone != agent.catalogue.zone:
                raise Refused(CAT_INVALID_USER, "unknown user")
            asked = agent.challenge.encode() + struct.pack("50s", password.encode())
            wanted = base64.b64encode(hashlib.md5(asked).digest().replace(b"\0", b"\1")).decode()
            if not secrets.compare_digest(wanted, said["digest"].strip()):
                raise Refused(CAT_INVALID_AUTHENTICATION, "rsAuthCheck")
            agent.user = said["user_name"]
            return Reply(json_buffer(said))
    raise Refused(SYS_INVALID_INPUT_PARAM, "authentication")


def query(agent: Agent, x: Element, _bs: bytes) -> Reply:
    """One page of an answer; its cursor belongs to this connection, and asking elsewhere ends the agent."""
    limit, going_on = number(x, "maxRows"), number(x, "continueInx")
    if going_on:
        if going_on not in agent.cursors:
            raise ConnectionError
        columns, rows = agent.cursors.pop(going_on)
    else:
        statement = statement_of(x)
        columns = statement.columns
        rows = agent.catalogue.rows(statement.sql, *statement.parameters)[number(x, "partialStartIndex") :]
    if limit <= 0:
        return DONE
    page, rest = rows[:limit], rows[limit:]
    if not page:
        raise Refused(CAT_NO_ROWS_FOUND)
    following = max(agent.cursors, default=0) + 1 if rest else 0
    if rest:
        agent.cursors[following] = (columns, rest)
    cells = [
        tag("SqlResult_PI", *(value_tag(row[place]) for row in page), attriInx=column, reslen=1024)
        for place, column in enumerate(columns)
    ]
    counts = {"rowCnt": len(page), "attriCnt": len(columns), "continueInx": following, "totalRowCount": 0}
    return Reply(tag("GenQueryOut_PI", *cells, **counts))


OPERATIONS: dict[int, Operation] = {AUTHENTICATE: authenticate, GEN_QUERY: query}
