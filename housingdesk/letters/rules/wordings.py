"""The way of an association's own wording of a letter: draft, checked by another person, in use from a day. Pure."""

from enum import StrEnum


class WordingState(StrEnum):
    """How far one version has come."""

    DRAFT = "draft"
    SUBMITTED = "to be checked"
    CHECKED = "checked"
    IN_USE = "in use"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({WordingState.DRAFT, WordingState.SUBMITTED, WordingState.CHECKED})
"""A letter has at most one version in one of these: two people do not write two new wordings of it at once."""
