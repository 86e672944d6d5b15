"""Which papers a sign-up gets, who signs each, and whether it may be signed on the screen: read from a TOML file. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from housingdesk.errors import Refused
from housingdesk.lettings.rules.core.conditions import Condition, Look, any_holds, parse_condition
from housingdesk.lettings.rules.words import Flow

AGREEMENT = "agreement"


class Signs(StrEnum):
    """Who signs a paper."""

    NOBODY = "nobody"
    LEAD = "lead"
    PEOPLE = "people"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class PaperRule:
    """One paper of a pack: ``templates`` by the kind of agreement, ``template`` for every kind, or ``letter``."""

    key: str
    place: int
    copies: int
    signs: Signs
    pad: bool
    when: tuple[Condition, ...]
    template: str
    templates: Mapping[str, str]
    emergency: str
    letter: str

    def wording(self, look: Look) -> str:
        """The key of the wording it is made with; Refused for a kind of agreement that has none."""
        if self.letter:
            return self.letter
        if self.emergency and look("flow") == Flow.EMERGENCY:
            return self.emergency
        found = self.template or self.templates.get(look("kind"), "")
        if not found:
            raise Refused(f"There is no agreement here for a new {look('kind')}. Such agreements are not made any more")
        return found


def parse_pack(source: str) -> tuple[PaperRule, ...]:
    """The papers from their TOML text, in order; Refused when it does not hold together."""
    try:
        rows = tomllib.loads(source)["paper"]
        found = tuple(_rule(row, place) for place, row in enumerate(rows, start=1))
    except (tomllib.TOMLDecodeError, KeyError, ValueError, TypeError) as error:
        raise Refused(f"The list of a sign-up’s papers is not readable: {error}") from error
    if len({rule.key for rule in found}) != len(found):
        raise Refused("The list of a sign-up’s papers names one twice")
    return found


def _rule(row: Mapping[str, Any], place: int) -> PaperRule:
    template = row.get("template", "")
    by_kind = template if isinstance(template, Mapping) else {}
    return PaperRule(row["key"], place, row.get("copies", 1), Signs(row.get("signs", "nobody")), row.get("pad", False),
                     tuple(map(parse_condition, row.get("when", ()))), "" if by_kind else template, by_kind,
                     row.get("emergency", ""), row.get("letter", ""))


def papers_for(rules: tuple[PaperRule, ...], look: Look) -> tuple[PaperRule, ...]:
    """The papers of one sign-up; ``look`` gives an answer or a fact as text."""
    return tuple(rule for rule in rules if not rule.when or any_holds(rule.when, look))
