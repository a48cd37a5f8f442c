"""GRIB messages of both editions, written section by section after the Manual on Codes."""

import struct


def signed(value: int, size: int) -> bytes:
    """A whole number whose first bit is its sign."""
    return (abs(value) | (1 << (8 * size - 1) if value < 0 else 0)).to_bytes(size)


def edition1(
    *,
    when: tuple[int, int, int, int] = (2019, 4, 12, 6),
    first: tuple[float, float] = (50, -5),
    last: tuple[float, float] = (40, 5),
    shape: tuple[int, int] = (11, 11),
    step: float = 1.0,
    table: int = 2,
    parameter: int = 11,
    centre: int = 85,
    time: tuple[int, int, int, int] = (1, 0, 0, 0),
    grid: int = 0,
) -> bytes:
    """``time``: unit, P1, P2, indicator; ``first`` and ``last``: latitude and longitude; ``shape``: columns, rows."""
    year, month, day, hour = when
    century, of_century = (year - 1) // 100 + 1, (year - 1) % 100 + 1
    pds = bytes([0, 0, 28, table, centre, 0, 255, 128, parameter, 1, 0, 0, of_century, month, day, hour, 0, *time])
    pds += bytes([0, 0, 0, century, 0, 0, 0])
    gds = bytes([0, 0, 32, 0, 255, grid]) + struct.pack(">2H", *shape)
    gds += signed(round(first[0] * 1000), 3) + signed(round(first[1] * 1000), 3) + b"\x80"
    gds += signed(round(last[0] * 1000), 3) + signed(round(last[1] * 1000), 3)
    gds += struct.pack(">2H", round(step * 1000), round(step * 1000)) + b"\0" * 5
    body = pds + gds + b"\0\0\x0c" + b"\0" * 9 + b"7777"
    return b"GRIB" + (8 + len(body)).to_bytes(3) + b"\x01" + body


def section(number: int, content: bytes) -> bytes:
    return struct.pack(">IB", 5 + len(content), number) + content


def edition2(
    *,
    when: tuple[int, int, int, int, int, int] = (2021, 12, 31, 18, 0, 0),
    first: tuple[float, float] = (90, 0),
    last: tuple[float, float] = (-90, 359),
    shape: tuple[int, int] = (360, 181),
    step: float = 1.0,
    parameter: tuple[int, int, int] = (0, 0, 0),
    hours: int = 12,
    until: tuple[int, int, int, int, int, int] | None = None,
    grid: int = 0,
    version: int = 4,
) -> bytes:
    """``parameter``: discipline, category, number; ``until``: end of the interval of template 4.8."""
    ident = struct.pack(">HHBBB", 98, 0, version, 0, 1) + struct.pack(">H5B", *when) + b"\0\x01"
    places = [round(value * 1e6) for value in (*first, *last)]
    gds = struct.pack(">BIBBH", 0, shape[0] * shape[1], 0, 0, grid) + b"\x06" + b"\0" * 15
    gds += struct.pack(">4I", *shape, 0, 0xFFFFFFFF) + signed(places[0], 4) + signed(places[1], 4) + b"\x30"
    gds += signed(places[2], 4) + signed(places[3], 4) + struct.pack(">2IB", *[round(step * 1e6)] * 2, 0)
    pds = struct.pack(">HHBB", 0, 8 if until else 0, parameter[1], parameter[2]) + b"\x02\0\0\0\0\0\x01"
    pds += signed(hours, 4) + b"\x01\0" + struct.pack(">I", 0) + b"\xff\0" + b"\0" * 4
    pds += struct.pack(">H5B", *until) + b"\x01" + b"\0" * 16 if until else b""
    body = section(1, ident) + section(3, gds) + section(4, pds) + section(7, b"\0" * 4) + b"7777"
    return b"GRIB\0\0" + bytes([parameter[0], 2]) + struct.pack(">Q", 16 + len(body)) + body
