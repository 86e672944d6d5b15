"""What is asked at a liaison meeting with a council, out of what is late or in dispute there. Pure.

It names nobody whom it is not given: who is put before a council is decided by ``queries.liaison``.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from housingdesk.benefits.rules.overdue import OverdueWhy, Paper, Wait
from housingdesk.values.dates import format_date
from housingdesk.values.rows import frozen

REPORT = "Liaison report"
"""What a report is called, and how the name of a kept one begins."""
_ASKS = {
    OverdueWhy.DECISION: "When will the claim of {who} be decided? Everything was there on {since}",
    OverdueWhy.SUSPENDED: "What is still wanted for the claim of {who}, which is suspended?",
    OverdueWhy.EVIDENCE: "May {who} have more time for what is missing?",
    OverdueWhy.ANSWER: "We asked about {who} on {since} and have no answer. Who looks at it?",
    OverdueWhy.CHANGE: "Was the change of {since} taken in for {who}?",
    OverdueWhy.DIRECT: "When is it decided whether {who}’s benefit is paid to us?",
}


@frozen
class Late:
    """A claim of a council that waits too long: whose, its reference there, and why."""

    who: str
    reference: str
    wait: Wait


def questions(late: Iterable[Late], disputed: Sequence[str], missing: Sequence[str],
              scheme_matters: Sequence[str]) -> list[str]:
    """The questions to put: about claims that wait, money that did not come, overpayments in dispute, and schemes.

    ``disputed`` and ``missing`` name the claimants; ``scheme_matters`` are whole sentences.
    """
    found = []
    for one in late:
        words = _ASKS.get(one.wait.why)
        if words is None:
            continue
        who = f"{one.who} ({one.reference})" if one.reference else one.who
        asked = words.format(who=who, since=format_date(one.wait.since))
        found.append(f"{asked}. A payment on account is due" if one.wait.paper is Paper.INTERIM else asked)
    found += [f"Why did less come for {who} than was awarded, or nothing?" for who in missing]
    found += [f"How far is the dispute about the overpayment of {who}? Is it held back from our schedule until then?"
              for who in disputed]
    return found + list(scheme_matters)


def days_waiting(since: date, on: date) -> str:
    """``"17 days"``."""
    days = (on - since).days
    return f"{days} day{'' if days == 1 else 's'}"
