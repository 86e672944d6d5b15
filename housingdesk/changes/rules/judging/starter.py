"""A starter tenancy is made longer, or becomes assured: twelve months, eighteen at most, and nothing by itself. Pure."""

from collections.abc import Mapping
from datetime import date

from housingdesk.changes.rules.findings import ChangeFacts, Finding, day_of, good, look, stop
from housingdesk.changes.rules.judging.judgement import Judgement
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.dates import DAY, add_months, format_date, format_day

EXTENSION = "starter-extension"
_STANDARD = "Tenancy Standard"


def extension(facts: ChangeFacts, answers: Mapping[str, str], _done: Mapping[str, date]) -> Judgement:
    """Whether the trial may be made longer: notice before the twelve months end, no later than eighteen months."""
    if facts.kind is not TenancyKind.STARTER:
        return Judgement((stop("Only a starter tenancy is made longer"),))
    ends, latest = add_months(facts.starts_on, 12) - DAY, add_months(facts.starts_on, 18) - DAY
    until, served = day_of(answers, "until"), facts.served(EXTENSION)
    found = [_in_time(facts, ends)] if served is None else [_served(served.served_on, ends)]
    if facts.starter_until is not None and facts.starter_until > ends:
        found.append(stop(f"It was made longer already, to {format_date(facts.starter_until)}", _STANDARD))
    if until is not None:
        found.append(_until(until, ends, latest))
        if served is not None and served.printed_on is not None and served.printed_on != until:
            found.append(stop(f"The notice that was served names {format_date(served.printed_on)}. Write that day",
                              field="until"))
    found.append(look("The tenant may ask for a review; the notice says until when", _STANDARD))
    return Judgement(tuple(found), until)


def _in_time(facts: ChangeFacts, ends: date) -> Finding:
    if facts.on > ends:
        return stop(f"The twelve months ended on {format_day(ends)} and nothing was served: it is assured already", _STANDARD)
    return look(f"The notice must be served by {format_day(ends)}; else it becomes assured on {format_day(ends + DAY)}",
                _STANDARD)


def _served(served_on: date, ends: date) -> Finding:
    if served_on > ends:
        return stop(f"The notice was served on {format_day(served_on)}, after the twelve months", _STANDARD)
    return good(f"The notice was served on {format_day(served_on)}, in time", _STANDARD)


def _until(until: date, ends: date, latest: date) -> Finding:
    if until > latest:
        return stop(f"Eighteen months end on {format_day(latest)}: no later day may be given", _STANDARD, "until")
    if until <= ends:
        return stop(f"The twelve months run to {format_day(ends)} anyway", field="until")
    return good(f"{format_day(until)} is within eighteen months", _STANDARD, "until")


def conversion(facts: ChangeFacts, answers: Mapping[str, str], _done: Mapping[str, date]) -> Judgement:
    """Whether the tenancy is assured: the trial passed, or it ended and nothing was served."""
    if facts.kind is not TenancyKind.STARTER:
        return Judgement((stop("Only a starter tenancy becomes assured"),))
    ends = facts.starter_until or add_months(facts.starts_on, 12) - DAY
    found = [look(f"A notice ({one.notice}) was served on {format_date(one.served_on)}: withdraw it first if it stands")
             for one in facts.given if one.notice in ("form3", "form6a")]
    if answers.get("how") == "lapsed":
        found.append(good(f"The trial ended on {format_day(ends)}: assured from the day after", "Housing Act 1988 Sch 2A")
                     if facts.on > ends else stop(f"The trial runs to {format_day(ends)}: it has not ended yet", field="how"))
        return Judgement(tuple(found), ends + DAY)
    found.append(good("The association may say so before the trial ends", "The agreement"))
    return Judgement(tuple(found), min(facts.on, ends + DAY))
