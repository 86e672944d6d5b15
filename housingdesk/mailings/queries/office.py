"""The association as every letter of a day shows it: letterhead, envelopes, advice lines, and the steps of the ladder."""

from dataclasses import dataclass
from datetime import date

from housingdesk.arrears.rules.listing import Thresholds
from housingdesk.letters.queries.envelopes import envelopes_of
from housingdesk.letters.queries.sender import named_sender
from housingdesk.letters.rules.content import HelpLine, Sender
from housingdesk.letters.rules.envelopes import Envelope
from housingdesk.settings import queries as settings_queries
from housingdesk.settings.rules.lookup import Settings


@dataclass(frozen=True, slots=True)
class Office:
    """The association as it stands on a day: letterhead, envelopes, thresholds."""

    on: date
    sender: Sender
    help_lines: tuple[HelpLine, ...]
    envelopes: tuple[Envelope, ...]
    thresholds: Thresholds
    statement_days: int
    demo: bool
    extra_holidays: frozenset[date]
    same_again_days: int = 7


def office(on: date) -> Office:
    """The settings that every letter of a day shares; Refused while the association has no name or address."""
    known = settings_queries.values(on)
    return Office(on, named_sender(known), tuple(HelpLine(name, phone) for name, phone in known["letters.advice_lines"]),
                   envelopes_of(known), _thresholds(known),
                   known["rent.statement_days"], bool(known["demo.mark"]), frozenset(known["calendar.extra_holidays"]),
                   known["letters.same_again_days"])


def _thresholds(known: Settings) -> Thresholds:
    weeks = {f"arrears-{n}": float(known[f"arrears.letter{n}.weeks"]) for n in (1, 2, 3)}
    amounts = {f"arrears-{n}": known[f"arrears.letter{n}.pence"] for n in (1, 2, 3) if known[f"arrears.letter{n}.pence"]}
    return Thresholds(weeks, amounts, known["arrears.own_charge_pence"], known["arrears.gap_days"])
