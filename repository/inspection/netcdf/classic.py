"""How long a classic NetCDF file has to be by its header: the library reads what is missing as zeros.

Source: The NetCDF Classic Format Specification (appendix B of the NetCDF users' guide), CDF-1, CDF-2 and CDF-5.
"""

from typing import BinaryIO, Final

_SIZES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 5: 4, 6: 8, 7: 1, 8: 2, 9: 4, 10: 8, 11: 8}
"""Type -> bytes of one value."""

_MOST_ITEMS: Final = 1_000_000
_MOST_TEXT: Final = 100_000_000


class NoHeader(ValueError):
    """The header itself breaks off, or is none."""


class _Header:
    """The bytes of a header, taken one after another."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        magic = self.take(4)
        if magic[:3] != b"CDF" or magic[3] not in (1, 2, 5):
            raise NoHeader("no magic number")
        self.version = magic[3]

    def take(self, count: int) -> bytes:
        """The next ``count`` bytes, and those that fill them up to four. Errors: `NoHeader`."""
        length = count + -count % 4
        if count > _MOST_TEXT or len(piece := self._stream.read(length)) < length:
            raise NoHeader("cut")
        return piece[:count]

    def whole(self, size: int) -> int:
        """A number of that many bytes."""
        return int.from_bytes(self.take(size), "big")

    def count(self) -> int:
        """A number of items."""
        number = self.whole(8 if self.version == 5 else 4)
        if number > _MOST_ITEMS:
            raise NoHeader("too many items")
        return number

    def length(self) -> int:
        """A length, which may be large."""
        return self.whole(8 if self.version == 5 else 4)

    def items(self) -> range:
        """The items of a list that is here, or absent."""
        self.whole(4)
        return range(self.count())


def expected_size(stream: BinaryIO) -> int:
    """The bytes that a classic file has at least, from its beginning. Errors: `NoHeader`.

    Where the number of records is not written (a stream), only the rest is counted.
    """
    header = _Header(stream)
    records = header.length()
    if records == (1 << (64 if header.version == 5 else 32)) - 1:
        records = 0
    dimensions = [_dimension(header) for _ in header.items()]
    _skip_attributes(header)
    parts = [_variable(header, dimensions) for _ in header.items()]
    fixed = [begin + size for begin, size, is_record in parts if not is_record]
    in_records = [(begin, size) for begin, size, is_record in parts if is_record]
    step = sum(size + -size % 4 for _, size in in_records) if len(in_records) > 1 else sum(s for _, s in in_records)
    ends = [begin + (records - 1) * step + size for begin, size in in_records if records and size]
    return max([*fixed, *ends], default=0)


def _dimension(header: _Header) -> int:
    header.take(header.length())
    return header.length()


def _skip_attributes(header: _Header) -> None:
    for _ in header.items():
        header.take(header.length())
        size = _size_of(header.whole(4))
        header.take(header.length() * size)


def _variable(header: _Header, dimensions: list[int]) -> tuple[int, int, bool]:
    """Where a variable begins, its bytes (of one record, without filling), and whether it has records."""
    header.take(header.length())
    shape = [_length_of(header.length(), dimensions) for _ in range(header.count())]
    _skip_attributes(header)
    size = _size_of(header.whole(4))
    header.length()
    begin = header.whole(4 if header.version == 1 else 8)
    is_record = bool(shape) and shape[0] == 0
    for length in shape[1:] if is_record else shape:
        size *= length
    return begin, size, is_record


def _length_of(number: int, dimensions: list[int]) -> int:
    if number >= len(dimensions):
        raise NoHeader("no such dimension")
    return dimensions[number]


def _size_of(kind: int) -> int:
    if kind not in _SIZES:
        raise NoHeader("no such type")
    return _SIZES[kind]
