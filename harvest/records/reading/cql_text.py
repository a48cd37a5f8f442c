"""CQL text as catalogues have it (OGC CSW 2.0.2, section 10.3, as ECQL) and CQL2 text (OGC 21-065r2), in one reader.

``AND`` binds more than ``OR``; a part that both languages know means the same in both.
"""

from collections.abc import Callable
from typing import Final

from harvest.records import conditions
from harvest.records.instants import Period, moment, period
from harvest.records.queryables import PLACE, Dialect, Queryable
from harvest.records.reading.cursor import GEOMETRIES, Cursor
from harvest.records.reading.operators import (
    COMPARISONS,
    CQL2_LISTS,
    CQL2_TIMES,
    CQL_PLACES,
    CQL_TIMES,
    FLIPPED,
    FLIPPED_PLACES,
    FLIPPED_TIMES,
)
from harvest.records.reading.tokens import Sort
from harvest.records.refused import check_depth
from harvest.records.shapes import box
from harvest.records.tree import Always, And, Condition, Not, Or, SpaceOp

_VALUES: Final = (Sort.TEXT, Sort.NUMBER, Sort.TIME)


def filter_of_cql_text(text: str, dialect: Dialect) -> Condition:
    """A whole filter. Raises FilterRefused."""
    return _Reader(text, dialect).whole()


class _Reader:
    def __init__(self, text: str, dialect: Dialect) -> None:
        self.at = Cursor(text)
        self.dialect = dialect

    def whole(self) -> Condition:
        found = self._either(1)
        if self.at.token.sort is not Sort.END:
            raise self.at.refused()
        return found

    def _either(self, depth: int) -> Condition:
        check_depth(depth)
        parts = [self._both(depth)]
        while self.at.word("OR"):
            parts.append(self._both(depth))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _both(self, depth: int) -> Condition:
        parts = [self._one(depth)]
        while self.at.word("AND"):
            parts.append(self._one(depth))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _one(self, depth: int) -> Condition:
        check_depth(depth)
        self.at.budget.spend_condition()
        if self.at.word("NOT"):
            return Not(self._one(depth + 1))
        if self.at.sign("("):
            found = self._either(depth + 1)
            self.at.expect(")")
            return found
        if self.at.word("INCLUDE", "TRUE"):
            return Always(value=True)
        if self.at.word("EXCLUDE", "FALSE"):
            return Always(value=False)
        return self._function() or self._predicate()

    def _function(self) -> Condition | None:
        token = self.at.token
        name = token.text.lower()
        read: Callable[[str], Condition] | None = None
        if token.sort is Sort.NAME and self._calls(token.text.upper()):
            read = self._box if name == "bbox" else self._placed if name in CQL_PLACES else None
            read = self._timed if name in CQL2_TIMES else self._listed if name in CQL2_LISTS else read
        if read is None:
            return None
        self.at.at += 2
        found = read(name)
        self.at.expect(")")
        return found

    def _box(self, _name: str) -> Condition:
        queryable = PLACE
        if self.at.token.sort in (Sort.NAME, Sort.QUOTED):
            queryable = self._queryable()
            self.at.expect(",")
        sides = [self.at.number()]
        for _side in range(3):
            self.at.expect(",")
            sides.append(self.at.number())
        if self.at.sign(",") and self.at.take(Sort.TEXT).text.casefold() not in ("epsg:4326", "crs:84", "crs84"):
            raise self.at.refused("only positions of WGS 84 are understood")
        return conditions.where(queryable, SpaceOp.INTERSECTS, box(*sides))

    def _placed(self, name: str) -> Condition:
        op = CQL_PLACES[name]
        if self.at.token.text.upper() in GEOMETRIES:
            shape = self.at.shape()
            self.at.expect(",")
            return conditions.where(self._queryable(), FLIPPED_PLACES.get(op, op), shape)
        queryable = self._queryable()
        self.at.expect(",")
        return conditions.where(queryable, op, self.at.shape())

    def _timed(self, name: str) -> Condition:
        op = CQL2_TIMES[name]
        if self._calls("DATE", "TIMESTAMP", "INTERVAL") or self.at.token.sort in _VALUES:
            told = self._period()
            self.at.expect(",")
            return conditions.when(self._queryable(), FLIPPED_TIMES.get(op, op), told)
        queryable = self._queryable()
        self.at.expect(",")
        return conditions.when(queryable, op, self._period())

    def _listed(self, name: str) -> Condition:
        queryable = self._queryable()
        self.at.expect(",")
        closing = ")" if self.at.sign("(") else "]" if self.at.sign("[") else ""
        if not closing:
            raise self.at.refused("a list stands here")
        return conditions.lists(queryable, CQL2_LISTS[name], self._values(closing))

    def _predicate(self) -> Condition:
        if self._is_value():
            return self._value_first()
        queryable, any_case = self._cased_queryable()
        op = COMPARISONS.get(self.at.sign(*COMPARISONS))
        if op is not None:
            value, other_case = self._value()
            return conditions.compare(queryable, op, value, any_case=any_case or other_case)
        if self.at.word("IS"):
            is_not = self.at.word("NOT")
            self.at.expect_word("NULL")
            return _told(conditions.is_null(queryable), is_not)
        exists = self.at.word("EXISTS", "DOES-NOT-EXIST")
        if exists:
            return _told(conditions.is_null(queryable), "NOT" if exists == "EXISTS" else "")
        found = self._about_times(queryable)
        if found is not None:
            return found
        is_not = self.at.word("NOT")
        return _told(self._about(queryable, any_case), is_not)

    def _value_first(self) -> Condition:
        value, any_case = self._value()
        op = COMPARISONS.get(self.at.take(Sort.SIGN).text)
        if op is None:
            raise self.at.refused()
        queryable, other_case = self._cased_queryable()
        return conditions.compare(queryable, FLIPPED.get(op, op), value, any_case=any_case or other_case)

    def _about(self, queryable: Queryable, any_case: bool) -> Condition:
        verb = self.at.word("LIKE", "ILIKE", "BETWEEN", "IN")
        if verb in ("LIKE", "ILIKE"):
            text, other_case = self._value()
            pattern = conditions.pattern_of(text, many="%", one="_", escape="\\")
            return conditions.like(queryable, pattern, any_case=any_case or other_case or verb == "ILIKE")
        if verb == "BETWEEN":
            low, _case = self._value()
            self.at.expect_word("AND")
            high, _case = self._value()
            return conditions.between(queryable, low, high)
        if verb == "IN":
            self.at.expect("(")
            return conditions.one_of(queryable, self._values(")", in_function=True), any_case=any_case)
        raise self.at.refused("a comparison stands here")

    def _about_times(self, queryable: Queryable) -> Condition | None:
        verb = self.at.word(*CQL_TIMES)
        if not verb:
            return None
        ops = [CQL_TIMES[verb]]
        if self.at.word("OR"):
            ops.append(CQL_TIMES[self.at.word("DURING", "AFTER") or "AFTER"])
        told = self._period()
        found = tuple(conditions.when(queryable, op, told) for op in ops)
        return found[0] if len(found) == 1 else Or(found)

    def _period(self) -> Period:
        kind = self.at.word("DATE", "TIMESTAMP", "INTERVAL")
        if not kind:
            begin = self.at.take(Sort.TIME, Sort.TEXT).text
            if self.at.sign("/"):
                return period(begin, self.at.take(Sort.TIME).text)
            return _whole(begin)
        self.at.expect("(")
        begin = self.at.take(Sort.TEXT, Sort.TIME).text
        end = None
        if kind == "INTERVAL":
            self.at.expect(",")
            end = self.at.take(Sort.TEXT, Sort.TIME).text
        self.at.expect(")")
        return _whole(begin) if end is None else period(begin, end)

    def _is_value(self) -> bool:
        token = self.at.token
        is_signed = token.sort is Sort.SIGN and token.text in ("-", "+")
        return token.sort in _VALUES or is_signed or self._calls("DATE", "TIMESTAMP") or self._is_cased_value()

    def _calls(self, *names: str) -> bool:
        """Whether a function of the language begins here, rather than a property that is called so."""
        return self.at.token.text.upper() in names and self.at.after.text == "("

    def _is_cased_value(self) -> bool:
        place = self.at.at
        while self.at.tokens[place].is_word("CASEI") and self.at.tokens[place + 1].text == "(":
            place += 2
        return place > self.at.at and self.at.tokens[place].sort in _VALUES

    def _value(self) -> tuple[str, bool]:
        """A value as text, and whether small and capital letters are the same in it."""
        if self.at.word("CASEI"):
            self.at.expect("(")
            value = self.at.take(*_VALUES).text
            self.at.expect(")")
            return value, True
        if self.at.word("DATE", "TIMESTAMP"):
            self.at.expect("(")
            value = self.at.take(Sort.TEXT, Sort.TIME).text
            self.at.expect(")")
            return value, False
        word = self.at.word("TRUE", "FALSE")
        less = "-" if self.at.sign("-") else ""
        return (word.lower() if word else less + self.at.take(*_VALUES).text), False

    def _values(self, closing: str, *, in_function: bool = False) -> list[str]:
        found = [self._value()[0]]
        while self.at.sign(","):
            self.at.budget.spend_condition()
            found.append(self._value()[0])
        self.at.expect(closing)
        return found

    def _cased_queryable(self) -> tuple[Queryable, bool]:
        if self._calls("CASEI"):
            self.at.at += 2
            found = self._queryable()
            self.at.expect(")")
            return found, True
        return self._queryable(), False

    def _queryable(self) -> Queryable:
        return self.dialect.queryable(self.at.take(Sort.NAME, Sort.QUOTED).text)


def _told(condition: Condition, is_not: str) -> Condition:
    return Not(condition) if is_not else condition


def _whole(text: str) -> Period:
    found = moment(text)
    return Period(found.first, found.last)
