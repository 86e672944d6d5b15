"""When a notice counts as served (rulebook §3.2): by the agreement's own clause, for each joint tenant apart."""

from dataclasses import dataclass
from datetime import date, time

from housingdesk.errors import Refused
from housingdesk.notices.rules.methods import Method
from housingdesk.notices.rules.pack import Rule
from housingdesk.notices.rules.steps import Step
from housingdesk.values.dates import add_working_days, format_day, is_working_day

_LATE = time(16, 30)
_NEVER_BY_EMAIL = frozenset({Rule.GROUNDS, Rule.SHORTHOLD, Rule.SECURE, Rule.SECURE_ABSOLUTE, Rule.COPY, Rule.GOODS})
BESIDES_THE_AGREEMENT = frozenset({Rule.COPY, Rule.GOODS})
"""What goes to somebody whom the clause of the agreement does not bind: it says nothing about how."""


@dataclass(frozen=True, slots=True)
class Clause:
    """What the agreement says about serving notices. ``post_days``: working days after posting on which it is served."""

    letterbox: bool = True
    post: bool = True
    post_days: int = 2
    email: bool = False


@dataclass(frozen=True, slots=True)
class Served:
    """The day on which a notice counts as served, why, and what to be careful about."""

    on: date
    steps: tuple[Step, ...]
    cautions: tuple[str, ...]


def served(method: Method, sent_on: date, clause: Clause, rule: Rule, *, at: time | None = None,
           extra_holidays: frozenset[date] = frozenset()) -> Served:
    """The day of service; Refused when the agreement does not allow the method.

    ``sent_on`` is the day it was handed over, put through the door, posted or sent; ``at`` the time, where it is known.
    """
    _allowed(method, clause, rule)
    if method in (Method.POST, Method.RECORDED):
        on = add_working_days(sent_on, clause.post_days, extra_holidays)
        nth = {1: "first", 2: "second", 3: "third"}.get(clause.post_days, f"{clause.post_days}th")
        step = Step(on, f"Posted on {format_day(sent_on)}, it is served on the {nth} working day after: {format_day(on)}",
                    _post_law(rule))
        careful = ("Recorded post can be refused at the door and come back. Hand it over as well",)
        return Served(on, (step,), careful if method is Method.RECORDED else ())
    said = {Method.HAND: "Handed over", Method.LETTERBOX: "Put through the letterbox", Method.EMAIL: "Sent by e-mail"}[method]
    rule_text = "Common law: personal service" if method is Method.HAND else _clause_law(rule)
    step = Step(sent_on, f"{said} on {format_day(sent_on)}, it is served that day", rule_text)
    return Served(sent_on, (step,), tuple(_cautions(method, sent_on, at, extra_holidays)))


def _clause_law(rule: Rule) -> str:
    return "Left at the address" if rule in BESIDES_THE_AGREEMENT else "The agreement’s clause on notices"


def _post_law(rule: Rule) -> str:
    by_act = "Interpretation Act 1978 s.7"
    return by_act if rule in BESIDES_THE_AGREEMENT else f"The agreement’s clause on notices; {by_act}"


def _allowed(method: Method, clause: Clause, rule: Rule) -> None:
    if method is Method.EMAIL and rule in _NEVER_BY_EMAIL:
        raise Refused("This form is not served by e-mail. Hand it over, or use the letterbox or the post")
    if rule in BESIDES_THE_AGREEMENT:
        return
    if method is Method.EMAIL and not clause.email:
        raise Refused("The agreement does not say that notices may go by e-mail")
    if method is Method.LETTERBOX and not clause.letterbox:
        raise Refused("The agreement does not say that a notice may be left at the home. Hand it to each person")
    if method in (Method.POST, Method.RECORDED) and not clause.post:
        raise Refused("The agreement does not say that a notice may be posted. Hand it to each person")


def _cautions(method: Method, sent_on: date, at: time | None, extra_holidays: frozenset[date]) -> list[str]:
    found = []
    if not is_working_day(sent_on, extra_holidays) or (at is not None and at >= _LATE):
        when = "after 16:30" if is_working_day(sent_on, extra_holidays) else "on a day that is no working day"
        found.append(f"Served {when}: count from the next working day to be safe")
    if method is Method.LETTERBOX:
        found.append("Take a photo and a witness; the agreement must allow it")
    return found
