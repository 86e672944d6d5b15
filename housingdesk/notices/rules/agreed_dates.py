"""The dates of warnings, of belongings left behind and of what is agreed: no law of possession says them. Pure."""

from datetime import timedelta

from housingdesk.notices.rules.asked import Asked, Dates, after
from housingdesk.notices.rules.periods import Period
from housingdesk.notices.rules.steps import Step
from housingdesk.values.dates import DAY, format_day

_WITH_CHARGES = Period.parse("3 months")
"""Torts (Interference with Goods) Act 1977, Schedule 1 paragraph 6(3): where money is asked for the goods."""


def reply_dates(asked: Asked) -> Dates:
    """The day by which something has to change, or somebody to answer: after the day of service, the usual time printed."""
    step = after(asked, asked.notice.period, "Good practice; the agreement may say another time")
    printed = step.on + timedelta(days=asked.buffer_days)
    return Dates(asked.served_on + DAY, printed, None, (
        step, Step(printed, f"Print {format_day(printed)}: enough time to do something about it", "Good practice")), ())


def goods_dates(asked: Asked) -> Dates:
    """The day from which goods may be sold: a reasonable time, or three months where money is asked for them."""
    period = _WITH_CHARGES if asked.charges else asked.notice.period
    step = after(asked, period, "Torts (Interference with Goods) Act 1977 Sch 1 para 6")
    printed = step.on + timedelta(days=1 + asked.buffer_days)
    return Dates(step.on, printed, None, (step, Step(printed, f"Print {format_day(printed)}: a day later is safe",
                                                     "Safe practice")), (
        "Send a notice that speaks of a sale by signed-for post, to the last address that is known (Sch 1 para 6(4))",
        "Money from a sale is theirs, less the costs of the sale and what is owed for the goods"))


def from_a_day(asked: Asked) -> Dates:
    """What both agree holds from the day they name; no notice is needed."""
    on = asked.served_on
    return Dates(on, on, None, (Step(on, f"Both agree, so it may begin on any day from {format_day(on)}", "The agreement"),),
                 ("It holds only when both have signed. Whoever is unsure should have time for advice",))


def copy_dates(asked: Asked) -> Dates:
    """A copy has no date of its own: it goes with its notice."""
    on = asked.served_on
    return Dates(on, on, None, (Step(on, f"It has no date of its own: the copy is served on {format_day(on)}",
                                     asked.notice.law),),
                 ("Keep proof of every step to find and serve the partner who left: a court may ask for it",))
