"""``housingdesk notice-dates``: when a notice counts as served, and its dates, each with its sentence and rule. No database."""

import argparse
import json
from datetime import date, time

from housingdesk.access.desk import system_clock
from housingdesk.commands.typed import day_from
from housingdesk.errors import Refused
from housingdesk.notices.rules.asked import Asked, Dates
from housingdesk.notices.rules.dates import work_out
from housingdesk.notices.rules.methods import Method
from housingdesk.notices.rules.pack import CITING, Notice, Pack
from housingdesk.notices.rules.periods import Every, RentPeriods
from housingdesk.notices.rules.service import Clause, Served, served
from housingdesk.notices.rules.steps import Step
from housingdesk.notices.stock import shipped_pack
from housingdesk.tenancies.rules import RRA_NON_SOCIAL, Regime
from housingdesk.values.dates import WEEKDAYS, format_day

_REGIMES = {"social": Regime.HA88_OLD, "rra": Regime.HA88_RRA, "secure": Regime.SECURE_1985,
            "licence": Regime.BASIC_PROTECTION, "excluded": Regime.LICENCE_EXCLUDED, "contract": Regime.CONTRACT}
_NON_SOCIAL = "non-social"
_DAYS = (("--fixed-term-ends", "the last day of a fixed term"), ("--started", "when the tenancy started"),
         ("--last-increase", "when the rent last went up"), ("--first-increase", "its first increase since 11 February 2003"),
         ("--proposed", "the date that is wanted"))
_ANCHOR = date(2026, 11, 23)


def configure(parser: argparse.ArgumentParser) -> None:
    """The notice, its law, how and when it goes, and what its dates hang on."""
    keys = shipped_pack().keys()
    parser.add_argument("--notice", required=True, choices=keys, metavar="NOTICE", help=", ".join(keys))
    parser.add_argument("--served", required=True, metavar="DATE", help="the day it is handed over, posted or left")
    parser.add_argument("--at", metavar="HH:MM", help="the time of day, where it is known")
    parser.add_argument("--method", choices=[str(m) for m in Method], default=str(Method.HAND), help="how it goes")
    parser.add_argument("--regime", choices=[*_REGIMES, _NON_SOCIAL], default="social", help="the law of the agreement")
    parser.add_argument("--grounds", default="", metavar="8,10,11",
                        help="the grounds of Schedule 2: of 1988, with --regime secure of 1985")
    parser.add_argument("--rent-period", choices=[str(e) for e in Every], default=str(Every.WEEK))
    parser.add_argument("--period-starts", metavar="monday|1|DATE", help="the first day of a period: a weekday, a day of the "
                        "month, or the date of any one; otherwise Monday, or the 1st")
    parser.add_argument("--post-days", type=int, default=2, metavar="N", help="working days after posting, by the agreement")
    parser.add_argument("--email-allowed", action="store_true", help="the agreement allows notices by e-mail")
    parser.add_argument("--agreed-days", type=int, metavar="N", help="days of notice that the agreement asks for")
    parser.add_argument("--charges", action="store_true", help="money is asked for belongings that were left")
    parser.add_argument("--buffer", type=int, default=0, metavar="N", help="days of your own on top of the safe date")
    for option, words in _DAYS:
        parser.add_argument(option, metavar="DATE", help=words)


def run(options: argparse.Namespace) -> int:
    """Prints the dates; Refused, with the reason, for a notice that cannot be served like this."""
    pack, today = shipped_pack(), system_clock().date()
    days = {option: _day(options, option, today) for option, _ in _DAYS}
    sent_on = day_from(options.served, today, "--served")
    regime = _regime(options.regime, sent_on)
    method, clause = Method(options.method), Clause(post_days=options.post_days, email=options.email_allowed)
    first = pack.notice(options.notice, regime, sent_on)
    service = served(method, sent_on, clause, first.rule, at=_time(options.at))
    notice = pack.notice(options.notice, regime, service.on)
    numbers = [number for number in options.grounds.split(",") if number.strip()]
    found = work_out(Asked(
        notice=notice, regime=regime, served_on=service.on, periods=_periods(options, today), agreed_days=options.agreed_days,
        charges=options.charges,
        grounds=pack.cited(numbers, regime) if numbers or notice.rule in CITING else (), buffer_days=options.buffer,
        fixed_term_ends=days["--fixed-term-ends"], started_on=days["--started"], last_increase_on=days["--last-increase"],
        first_increase_on=days["--first-increase"], proposed_on=days["--proposed"]))
    told = _told(pack, notice, regime, service, found)
    print(json.dumps(told, indent=1, ensure_ascii=False) if options.json else _as_text(notice, service, found))
    return 0


def _day(options: argparse.Namespace, option: str, today: date) -> date | None:
    text = getattr(options, option.strip("-").replace("-", "_"))
    return None if text is None else day_from(text, today, option)


def _regime(name: str, on: date) -> Regime:
    if name == _NON_SOCIAL:
        return Regime.HA88_RRA if on >= RRA_NON_SOCIAL else Regime.HA88_OLD
    return _REGIMES[name]


def _time(text: str | None) -> time | None:
    try:
        return None if text is None else time.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"--at: “{text}” is no time of day. Write it like 16:30") from error


def _periods(options: argparse.Namespace, today: date) -> RentPeriods:
    every, text = Every(options.rent_period), options.period_starts
    if text is None:
        return RentPeriods(every, date(2026, 1, 1) if every is Every.MONTH else _ANCHOR)
    names = [name.lower() for name in WEEKDAYS]
    if every is Every.MONTH and text.isdigit() and 1 <= int(text) <= 31:
        return RentPeriods(every, date(2026, 1, int(text)))
    if every is not Every.MONTH and text.lower() in names:
        return RentPeriods(every, date.fromordinal(_ANCHOR.toordinal() + names.index(text.lower())))
    return RentPeriods(every, day_from(text, today, "--period-starts"))


def _told(pack: Pack, notice: Notice, regime: Regime, service: Served, found: Dates) -> dict[str, object]:
    last = None if found.last_issue_on is None else _step(found, found.last_issue_on)
    return {"notice": notice.key, "title": notice.title, "law": notice.law, "regime": str(regime),
            "served": _json(service.steps[-1]), "earliest": _json(_step(found, found.earliest_on)),
            "printed": _json(_step(found, found.printed_on)), "last_issue": None if last is None else _json(last),
            "steps": [_json(step) for step in (*service.steps, *found.steps)],
            "cautions": [*service.cautions, *found.cautions], "mark": str(notice.mark), "source": notice.source,
            "checked_on": pack.checked_on.isoformat(), "review_by": pack.review_by.isoformat()}


def _step(found: Dates, on: date) -> Step:
    """The sentence that ends at a day; a date that somebody proposed has none of its own."""
    return next((step for step in reversed(found.steps) if step.on == on),
                Step(on, f"{format_day(on)} is not too early", "As proposed"))


def _json(step: Step) -> dict[str, str]:
    return {"on": step.on.isoformat(), "sentence": step.sentence, "rule": step.rule}


def _as_text(notice: Notice, service: Served, found: Dates) -> str:
    lines = [f"{notice.title} ({notice.law})", ""]
    lines += [f"  {step.sentence}. [{step.rule}]" for step in (*service.steps, *found.steps)]
    lines += ["", f"Print {format_day(found.printed_on)}; lawful from {format_day(found.earliest_on)}."]
    if found.last_issue_on is not None:
        lines.append(f"Last day to go to court: {format_day(found.last_issue_on)}.")
    return "\n".join([*lines, *(f"Careful. {caution}." for caution in (*service.cautions, *found.cautions))])
