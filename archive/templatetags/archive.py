"""`{% load archive %}`: faults in words, and the value of a table's key."""

from collections.abc import Mapping

from django import template

from archive.queries.fault_words import fault_words

register = template.Library()


@register.filter
def fault(code: str) -> str:
    """`{{ copy.fault|fault }}`: what a fault's code means."""
    return fault_words(code)


@register.filter
def of(table: Mapping[str, str], key: str) -> str:
    """`{{ addresses|of:place }}`: the value under a key, or nothing."""
    return table.get(key, "")
