"""What is next for a debt or a credit that somebody left behind, and why (rulebook §5.4). Pure; a person decides.

The ladder of people who have left is its own: nothing of it is added to what they owe on a new agreement, and it never leads
to a notice. Six years are the Limitation Act's; see ``rent.rules.writing_off``.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from housingdesk.arrears.rules.words import FormerStepKind as Kind
from housingdesk.rent.rules.words import WriteOffReason
from housingdesk.rent.rules.writing_off import Limitation
from housingdesk.values.dates import add_months, format_date
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen

_WARN_MONTHS = 6
_PAID_WITHIN = timedelta(35)
_OF_DEBT = ("former-1", "former-2")
_AFTER_LEAVING = timedelta(14)


class Stage(StrEnum):
    """Where a former account stands."""

    STATEMENT = "final statement"
    LETTERS = "letters"
    TRACING = "looking for them"
    ARRANGED = "arrangement"
    AGENCY = "agency"
    STOPPED = "stopped"
    ESTATE = "estate"
    WRITE_OFF = "to be written off"
    ASKED = "write-off asked for"
    CREDIT = "credit to offer"
    OFFERED = "credit offered"
    UNCLAIMED = "unclaimed credit"


@frozen
class Step:
    """A step somebody took: what, when, and the day to look at it again."""

    kind: Kind
    on: date
    next_on: date | None = None


@frozen
class Known:
    """What is known of a former account. ``letter``: the last one of their own family, with its day."""

    pence: int
    left_on: date
    paid_on: date | None
    steps: tuple[Step, ...]
    letter: tuple[str, date] | None = None
    limitation: Limitation | None = None
    asked: bool = False
    stopped: str = ""
    died_on: date | None = None
    refund_asked: bool = False

    @property
    def last_contact(self) -> date | None:
        """The newest step, letter or payment."""
        days = [step.on for step in self.steps if step.kind is not Kind.NOTE]
        days += [day for day in (self.letter[1] if self.letter else None, self.paid_on) if day is not None]
        return max(days, default=None)

    def last(self, *kinds: Kind) -> Step | None:
        """The newest step of these kinds."""
        return next((step for step in sorted(self.steps, key=lambda one: one.on, reverse=True) if step.kind in kinds), None)


@frozen
class Policy:
    """The association's own numbers: days between steps, pence from which and below which, months for a credit."""

    step_days: int
    agency_pence: int
    small_pence: int
    credit_months: int


@frozen
class Next:
    """What is next and why, from which day; the letter that says it, the step that records it, the write-off it proposes."""

    stage: Stage
    what: str
    why: str
    due_on: date
    template: str = ""
    step: Kind | None = None
    write_off: WriteOffReason | None = None


def next_step(known: Known, policy: Policy, on: date) -> Next:
    """What is next for one account on a day."""
    found = _credit(known, policy, on) if known.pence < 0 else _debt(known, policy, on)
    again = max((step.next_on for step in known.steps if step.next_on is not None
                 and step.on == max(one.on for one in known.steps)), default=None)
    if again is not None and again > on and found.stage not in (Stage.ASKED, Stage.STOPPED):
        return Next(found.stage, f"Wait until {format_date(again)}", f"Then: {found.what[:1].lower()}{found.what[1:]}", again)
    return found


def _debt(known: Known, policy: Policy, on: date) -> Next:
    if known.asked:
        return Next(Stage.ASKED, "Somebody else decides the write-off", "It is asked for, and waits under Requests", on)
    first = _stopped(known, on) or _insolvent(known) or _barred(known, on) or _dead(known, on) or _arranged(known, on)
    return first or _traced(known, policy) or _letters(known, policy, on)


def _stopped(known: Known, on: date) -> Next | None:
    if not known.stopped:
        return None
    return Next(Stage.STOPPED, "Do nothing while this holds", known.stopped, on)


def _insolvent(known: Known) -> Next | None:
    step = known.last(Kind.INSOLVENCY)
    if step is None:
        return None
    return Next(Stage.WRITE_OFF, "Propose a write-off", f"Insolvency was notified on {format_date(step.on)}: the debt may not "
                "be asked of them", step.on, write_off=WriteOffReason.INSOLVENT)


def _barred(known: Known, on: date) -> Next | None:
    limit = known.limitation
    if limit is None or not limit.barred:
        return None
    return Next(Stage.WRITE_OFF, "Propose a write-off", limit.sentence, limit.barred_on or on,
                write_off=WriteOffReason.STATUTE_BARRED)


def _dead(known: Known, on: date) -> Next | None:
    estate = known.last(Kind.ESTATE)
    if known.died_on is None and estate is None:
        return None
    if estate is None:
        return Next(Stage.ESTATE, "Claim on the estate", f"They died on {format_date(known.died_on or on)}: ask who deals with "
                    "the estate; relatives do not owe it", known.died_on or on, step=Kind.ESTATE)
    return Next(Stage.WRITE_OFF, "Propose a write-off", f"Claimed on the estate on {format_date(estate.on)}; nothing came",
                add_months(estate.on, 6), write_off=WriteOffReason.NO_ESTATE)


def _arranged(known: Known, on: date) -> Next | None:
    step, agency = known.last(Kind.ARRANGEMENT), known.last(Kind.AGENCY)
    made = step.on if step is not None else None
    if known.letter is not None and known.letter[0] == "former-arrangement":
        made = max(made or date.min, known.letter[1])
    if made is None or (agency is not None and agency.on >= made):
        return None
    last = max(made, known.paid_on or made)
    if on - last <= _PAID_WITHIN:
        return Next(Stage.ARRANGED, "Let them pay", f"An arrangement stands since {format_date(made)}, last paid "
                    f"{format_date(last)}", last + _PAID_WITHIN)
    return Next(Stage.ARRANGED, "Ring about the arrangement", f"Nothing came since {format_date(last)}", last + _PAID_WITHIN,
                template="former-2", step=Kind.CALL)


def _traced(known: Known, policy: Policy) -> Next | None:
    tracing = known.last(Kind.TRACE, Kind.TRACED, Kind.UNTRACED, Kind.AGENCY)
    if tracing is None:
        return None
    after = tracing.on + timedelta(policy.step_days)
    if tracing.kind is Kind.TRACE:
        return Next(Stage.TRACING, "Say whether they were found", f"Looked for since {format_date(tracing.on)}", after,
                    step=Kind.TRACED)
    if tracing.kind is Kind.UNTRACED:
        return Next(Stage.WRITE_OFF, "Propose a write-off", f"Looked for and not found on {format_date(tracing.on)}",
                    tracing.on, write_off=WriteOffReason.UNTRACED)
    if tracing.kind is Kind.AGENCY:
        return Next(Stage.AGENCY, "Ask the agency", f"With them since {format_date(tracing.on)}", add_months(tracing.on, 3),
                    step=Kind.NOTE)
    if known.letter is None or known.letter[1] < tracing.on:
        return Next(Stage.LETTERS, "Write to the address found", f"Found on {format_date(tracing.on)}", tracing.on,
                    template="former-1", step=Kind.LETTER)
    return None


def _letters(known: Known, policy: Policy, on: date) -> Next:
    letter, step = known.letter, timedelta(policy.step_days)
    if letter is None or letter[0] not in _OF_DEBT:
        told = known.last(Kind.STATEMENT, Kind.LETTER)
        if told is None:
            return Next(Stage.STATEMENT, "Final statement, first letter", _age(known, on),
                        known.left_on + _AFTER_LEAVING, template="former-1", step=Kind.STATEMENT)
        letter = ("former-1", told.on)
    if known.pence < policy.small_pence:
        return Next(Stage.WRITE_OFF, "Propose a write-off", f"{format_pence(known.pence)} is less than it costs to chase, and "
                    f"a letter went on {format_date(letter[1])}", letter[1] + step, write_off=WriteOffReason.UNECONOMIC)
    warn = _warning(known, on)
    if letter[0] == "former-1":
        return Next(Stage.LETTERS, "Second letter", f"No answer to the letter of {format_date(letter[1])}{warn}",
                    letter[1] + step, template="former-2", step=Kind.LETTER)
    traced = known.last(Kind.TRACED)
    if traced is None:
        return Next(Stage.TRACING, "Look for their address", f"No answer to two letters{warn}", letter[1] + step,
                    step=Kind.TRACE)
    if known.pence >= policy.agency_pence:
        return Next(Stage.AGENCY, "Pass it to a collection agency", f"Found, written to, and no answer{warn}",
                    letter[1] + step, step=Kind.AGENCY)
    return Next(Stage.WRITE_OFF, "Propose a write-off", f"{format_pence(known.pence)} is too little for an agency, and nobody "
                "answers", letter[1] + step, write_off=WriteOffReason.UNECONOMIC)


def _warning(known: Known, on: date) -> str:
    """That the six years are over soon."""
    limit = known.limitation
    if limit is None or limit.barred_on is None or add_months(on, _WARN_MONTHS) < limit.barred_on:
        return ""
    return f". Barred on {format_date(limit.barred_on)}: ask for a written acknowledgement before"


def _age(known: Known, on: date) -> str:
    return f"They left on {format_date(known.left_on)}, {(on - known.left_on).days} days ago, and nothing was sent"


def _credit(known: Known, policy: Policy, on: date) -> Next:
    if known.asked or known.refund_asked:
        return Next(Stage.ASKED, "Somebody else decides it", "It is asked for, and waits under Requests", on)
    offered = known.last(Kind.OFFER)
    letter = known.letter if known.letter is not None and known.letter[0] == "former-credit" else None
    told = max((day for day in (offered.on if offered else None, letter[1] if letter else None) if day), default=None)
    if told is None:
        return Next(Stage.CREDIT, "Offer it back", "Look at benefit first: a council may want part of it", known.left_on,
                    template="former-credit", step=Kind.OFFER)
    over = add_months(told, policy.credit_months)
    if over <= on:
        return Next(Stage.UNCLAIMED, "Propose to take it as unclaimed", f"Offered on {format_date(told)}, nobody claimed it",
                    over, write_off=WriteOffReason.CREDIT)
    return Next(Stage.OFFERED, "Wait for an answer", f"Offered on {format_date(told)}; unclaimed on {format_date(over)}", over)


def next_problems(kind: Kind, on: date, text: str, next_on: date | None, today: date) -> Sequence[tuple[str, str]]:
    """What is wrong with a step as it is written down: the field and a sentence."""
    found = []
    if on > today:
        found.append(("on", "A step is written down when it was taken, not before"))
    if next_on is not None and next_on <= on:
        found.append(("next_on", "The day to look again is after the step"))
    if kind in (Kind.NOTE, Kind.ARRANGEMENT, Kind.ACKNOWLEDGED, Kind.INSOLVENCY) and len(text.strip()) < 4:
        found.append(("text", "Say in a few words what was said or agreed"))
    return found
