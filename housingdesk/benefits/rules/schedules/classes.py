"""What a line is against the last posted run of its office, and the next step: New, Same, Changed, Ended, Recovery, Not ours;
and who is Missing. Whether the award on file and the charge still agree with what is paid. Pure.

It compares weekly amounts where the office gives them, or can be worked out from the days; else the payments themselves.
"""

from datetime import date
from typing import NamedTuple

from housingdesk.benefits.rules.schedules.matching import Known, Span
from housingdesk.benefits.rules.words import LineClass
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence, portion
from housingdesk.values.rows import frozen

_TOLERANCE = 5
"""Pence a week by which a weekly amount that was worked out from days may differ."""


class Paid(NamedTuple):
    """What a line pays: pence a week where it says so or its days tell, and the payment."""

    weekly_pence: int | None
    gross_pence: int
    span: Span | None
    stated: bool = True


class Told(NamedTuple):
    """What a line is, in a sentence, and what to do."""

    line_class: LineClass | None
    sentence: str
    next_step: str = ""


_NO_RUN, _SAME = Told(None, "There is no earlier run to hold it against"), Told(LineClass.SAME, "As in the last run")


@frozen
class Flags:
    """What is on file that the line does not agree with. Pence a week; None: nothing is known.

    ``award_pence`` may be a month's (``a_month``); ``charged_pence`` is what of the charge is put down to the office's benefit.
    """

    award_pence: int | None
    a_month: bool
    charged_pence: int | None


def paid(weekly_pence: int | None, gross_pence: int, span: Span | None, *, by_week: bool = True) -> Paid:
    """What a line pays; a weekly amount that it does not state follows from whole weeks of days."""
    if weekly_pence is not None or not by_week or span is None:
        return Paid(weekly_pence if by_week else None, gross_pence, span)
    days = (span[1] - span[0]).days + 1
    return Paid(portion(gross_pence, 7, days) if days > 0 else None, gross_pence, span, False)


def told(now: Paid, before: Paid | None, known: Known | None, *, recovery_pence: int, compared: bool) -> Told:
    """What a line is. ``before``: what the last run paid for the same account; ``compared``: there was a last run."""
    if now.gross_pence < 0:
        return Told(LineClass.RECOVERY, f"{format_pence(-now.gross_pence)} is taken back", "Say whose debt it is")
    if recovery_pence:
        return Told(LineClass.RECOVERY, f"{format_pence(recovery_pence)} is taken off for an overpayment. The rent is credited "
                    f"with the whole {format_pence(now.gross_pence)}", "Check that the right debt is charged")
    if known is not None and known.ends_on is not None and (now.span is None or known.ends_on <= now.span[1]):
        return Told(LineClass.ENDED, f"The last payment: the agreement ended on {format_date(known.ends_on)}",
                    "Tell the office if it goes on paying")
    if not compared:
        return _NO_RUN
    if before is None:
        weekly = f" {format_pence(now.weekly_pence)} a week" if now.weekly_pence else ""
        since = f" from {format_date(now.span[0])}" if now.span else ""
        return Told(LineClass.NEW, f"Not in the last run.{weekly or ' Paid'}{since}", "Record the award and tell the tenant")
    return _against(now, before)


def _against(now: Paid, before: Paid) -> Told:
    tolerance = 0 if now.stated and before.stated else _TOLERANCE
    if now.weekly_pence is not None and before.weekly_pence is not None:
        more, unit = now.weekly_pence - before.weekly_pence, "a week "
    else:
        more, unit, tolerance = now.gross_pence - before.gross_pence, "", 0
    if abs(more) <= tolerance:
        return _SAME
    since = f" from {format_date(now.span[0])}" if now.span else ""
    said = f"{format_pence(abs(more))} {unit}{'more' if more > 0 else 'less'}{since}"
    return Told(LineClass.CHANGED, said, "Record the new award" if more > 0 else
                "Record the new award, and ask why it is less")


def flags(now: Paid, on_file: Flags) -> tuple[tuple[str, ...], bool]:
    """Where the award on file and the charge do not agree with what is paid; whether a shortfall letter is to be written."""
    found, letter = [], False
    pays = now.gross_pence if on_file.a_month else now.weekly_pence
    if pays is not None and on_file.award_pence is not None and abs(pays - on_file.award_pence) > _leeway(now, on_file.a_month):
        per = "a month" if on_file.a_month else "a week"
        found.append(f"The award on file is {format_pence(on_file.award_pence)} {per}, paid is {format_pence(pays)}")
    if now.weekly_pence is not None and on_file.charged_pence and not on_file.a_month:
        short = on_file.charged_pence - now.weekly_pence
        if short > _leeway(now, a_month=False):
            letter = True
            found.append(f"New shortfall: {format_pence(on_file.charged_pence)} a week is put down to benefit, so "
                         f"{format_pence(short)} a week falls to the tenant. A letter is to be written")
    if on_file.charged_pence == 0 and now.gross_pence > 0:
        found.append("No part of the charge is put down to benefit yet: record the award")
    return tuple(found), letter


def _leeway(now: Paid, a_month: bool) -> int:
    return 0 if a_month or now.stated else _TOLERANCE


def missing(names: str, paid_to: date | None) -> tuple[str, str]:
    """What is said of somebody who was in the last run and is not in this one, and the next step."""
    to = f" Paid to {format_date(paid_to)}." if paid_to is not None else ""
    return (f"Missing from this schedule.{to}", f"Ask the office why nothing came for {names}: suspended, ended or forgotten")
