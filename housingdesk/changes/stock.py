"""The guided changes and the forms of reviews that are shipped with the program, read when they are first asked for."""

from functools import cache
from typing import TYPE_CHECKING

from housingdesk import resources

if TYPE_CHECKING:
    from housingdesk.changes.rules.process import Process
    from housingdesk.changes.rules.review_forms import FormQuestion
    from housingdesk.changes.rules.trustee import Edition
    from housingdesk.changes.rules.words import ChangeKind, ReviewKind


@cache
def processes() -> "dict[ChangeKind, Process]":
    """Every guided change, by its kind."""
    from housingdesk.changes.rules.process import parse_processes

    return parse_processes(resources.find("rules/changes.toml").read_text(encoding="utf-8"))


@cache
def trustee_editions() -> "tuple[Edition, ...]":
    """Form NL1 of the Public Trustee, each edition with its first day."""
    from housingdesk.changes.rules.trustee import parse_editions

    return parse_editions(resources.find("rules/public-trustee.toml").read_text(encoding="utf-8"))


@cache
def review_forms() -> "dict[ReviewKind, tuple[FormQuestion, ...]]":
    """The questions of every kind of review."""
    from housingdesk.changes.rules.review_forms import parse_forms

    return parse_forms(resources.find("rules/reviews.toml").read_text(encoding="utf-8"))
