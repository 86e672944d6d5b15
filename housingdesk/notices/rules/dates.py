"""From the day of service to the dates of a notice: the earliest that is lawful, the one to print, the last to go to court.

Rulebook §2.3 and §3.3. Every date comes with the sentence that says how it was reached; what cannot be done is refused with
the reason and the way out.
"""

from collections.abc import Callable
from datetime import date, timedelta

from housingdesk.errors import Refused
from housingdesk.notices.rules.agreed_dates import copy_dates, from_a_day, goods_dates, reply_dates
from housingdesk.notices.rules.asked import Asked, Dates, after, agreed, needed
from housingdesk.notices.rules.pack import Mark, Notice, Rule
from housingdesk.notices.rules.periods import Every, Period, RentPeriods
from housingdesk.notices.rules.steps import Step
from housingdesk.tenancies.rules import Regime
from housingdesk.values.dates import DAY, WEEK, add_months, format_date, format_day

_FOUR_WEEKS = Period.parse("4 weeks")
_COVID = (date(2020, 3, 26), date(2021, 9, 30))
_NO_SHORTHOLD = 4
_NO_ORDER = 6
_NOT_BEFORE_QUIT = "not before a notice to quit served the same day could end the tenancy"


def work_out(asked: Asked) -> Dates:
    """The dates of a notice; Refused when it cannot be served like this, or a proposed date is not lawful."""
    found = _RULES[asked.notice.rule](asked)
    cautions = [*found.cautions]
    if asked.notice.mark is not Mark.SURE:
        cautions.append(f"Check this before it is served: {asked.notice.source}")
    if asked.notice.rule in (Rule.GROUNDS, Rule.SHORTHOLD) and _COVID[0] <= asked.served_on <= _COVID[1]:
        cautions.append("Longer notice was needed from 26 March 2020 to 30 September 2021: these are the ordinary rules")
    printed = _chosen(asked, found)
    return Dates(found.earliest_on, printed, found.last_issue_on, found.steps, tuple(cautions))


def _chosen(asked: Asked, found: Dates) -> date:
    """The date to print: the one proposed, where it is lawful."""
    if asked.proposed_on is None:
        return found.printed_on
    if asked.proposed_on < found.earliest_on:
        raise Refused(f"{format_day(asked.proposed_on)} is too early. The earliest lawful date is "
                      f"{format_day(found.earliest_on)}; {format_day(found.printed_on)} is safe")
    return asked.proposed_on


def quit_on(served_on: date, periods: RentPeriods, least: Period = _FOUR_WEEKS) -> date:
    """The earliest day on which a notice to quit served on a day may end a periodic tenancy.

    Four weeks count the day of service and leave out the last (*Schnabel v Allard* [1967]); the notice is never shorter than
    one rent period of a month, and ends on the first or the last day of a period.

    >>> quit_on(date(2026, 11, 25), RentPeriods(Every.WEEK, date(2026, 11, 23)))
    datetime.date(2026, 12, 27)
    """
    return periods.edge_on_or_after(_quit_base(served_on, periods, least))


def _quit_base(served_on: date, periods: RentPeriods, least: Period) -> date:
    base = least.after(served_on)
    return max(base, periods.length.after(served_on)) if periods.every is Every.MONTH else base


def _grounds(asked: Asked) -> Dates:
    if asked.in_term:
        for ground in asked.grounds:
            if not ground.in_term:
                raise Refused(f"Ground {ground.number} cannot be used while the fixed term runs, to "
                              f"{format_date(asked.fixed_term_ends or asked.served_on)} (s.7(6))")
    step = _new_law(asked) if asked.regime is Regime.HA88_RRA else _old_law(asked)
    at_once = step.on == asked.served_on
    printed = step.on + timedelta(days=(0 if at_once else 1) + asked.buffer_days)
    last = add_months(asked.served_on, asked.notice.life_months or 12)
    steps = (step, Step(printed, f"Print {format_day(printed)}: " + ("proceedings may begin at once" if at_once and not
                        asked.buffer_days else "a day or more later is safe"), "Safe practice"),
             _last_step(last, "s.8(3)(c)"))
    return Dates(step.on, printed, last, steps, tuple(_ground_cautions(asked)))


def _last_step(last: date, law: str) -> Step:
    return Step(last, f"Court proceedings must begin by {format_day(last)}; {format_day(last - DAY)} is safe", law)


def _ground_cautions(asked: Asked) -> list[str]:
    found = []
    if asked.in_term:
        found.append("A fixed term is running: the agreement itself must allow these grounds (s.7(6))")
    if any(ground.partner for ground in asked.grounds):
        found.append("Ground 14A: the partner who left must be served with a notice as well (s.8A)")
    if any(ground.number == "14" for ground in asked.grounds) and len(asked.grounds) > 1:
        found.append("With ground 14 the other grounds need not be waited for. Many landlords give two weeks all the same")
    return found


def _old_law(asked: Asked) -> Step:
    """Section 8(3A) to (4B) as before the Renters' Rights Act: 7A before 14, 14 before the two months, else two weeks."""
    served_on, cited = asked.served_on, {ground.number: ground.old for ground in asked.grounds}
    quits = quit_on(served_on, asked.periods)
    if "7A" in cited:
        if asked.in_term:
            return after(asked, Period.parse("1 month"), "s.8(3A)")
        return Step(quits, f"Ground 7A: {_NOT_BEFORE_QUIT}, {format_day(quits)}", "s.8(3A); PfEA 1977 s.5")
    if "14" in cited:
        return Step(served_on, f"Ground 14: proceedings may begin on the day of service, {format_day(served_on)}", "s.8(4)")
    if any(period.endswith("and quit") for period in cited.values()):
        step = after(asked, Period.parse("2 months"), "s.8(4A)(a)")
        if not asked.in_term and quits > step.on:
            return Step(quits, f"{_NOT_BEFORE_QUIT.capitalize()}, {format_day(quits)}", "s.8(4A)(b)")
        return step
    return after(asked, Period.parse("2 weeks"), "s.8(4B)")


def _new_law(asked: Asked) -> Step:
    periods = [ground.new for ground in asked.grounds]
    if "service" in periods:
        return Step(asked.served_on, f"Proceedings may begin on the day of service, {format_day(asked.served_on)}",
                    "s.8 as amended; working rule, check")
    longest = max(map(Period.parse, periods), key=lambda period: period.after(asked.served_on))
    return after(asked, longest, "s.8 as amended: the longest of the grounds cited")


def _shorthold(asked: Asked) -> Dates:
    started = needed(asked.started_on, "when the tenancy started")
    first = add_months(started, _NO_SHORTHOLD)
    if asked.served_on < first:
        raise Refused(f"Form 6A may not be served in the first four months. The earliest day is {format_day(first)} (s.21(4B))")
    steps = [after(asked, asked.notice.period, "s.21(1)(b), (4)")]
    if (order := add_months(started, _NO_ORDER)) > steps[-1].on:
        steps.append(Step(order, f"No order can bite before six months of the tenancy: {format_day(order)}", "s.21(5)"))
    if asked.in_term and asked.fixed_term_ends is not None and asked.fixed_term_ends + DAY > steps[-1].on:
        on = asked.fixed_term_ends + DAY
        steps.append(Step(on, f"The fixed term runs to {format_day(asked.fixed_term_ends)}", "s.21(1)"))
    earliest = max(step.on for step in steps)
    printed = earliest + timedelta(days=1 + asked.buffer_days)
    last = add_months(asked.served_on, 6) - DAY
    steps += [Step(printed, f"Print {format_day(printed)}: a day or more later is safe", "Safe practice"),
              Step(last, f"The claim must begin by {format_day(last)}", "s.21(4D)")]
    return Dates(earliest, printed, last, tuple(steps), (
        "The gas certificate and the energy certificate must have been given, and a deposit be protected",))


def _increase(asked: Asked) -> Dates:
    steps = [after(asked, asked.notice.period, "s.13(2)(a), (3)")]
    since = asked.last_increase_on or asked.started_on
    if since is not None:
        again, law = _a_year_after(since, asked)
        steps.append(Step(again, f"Not before {format_day(again)}: the rent "
                          f"{'last went up' if asked.last_increase_on else 'began'} on {format_day(since)}", law))
    return _from_a_period_start(asked, steps)


def _a_year_after(since: date, asked: Asked) -> tuple[date, str]:
    if asked.periods.every is Every.MONTH:
        return add_months(since, 12), "s.13(2)(c)"
    again = since + 52 * WEEK
    if (first := asked.first_increase_on) is not None:
        anniversary = add_months(first, 12 * (again.year - first.year))
        if 6 < (anniversary - again).days < 60:
            return since + 53 * WEEK, "s.13(2)(c), (3A), (3B): 53 weeks"
    return again, "s.13(2)(c), (3A): 52 weeks"


def _agreed_increase(asked: Asked) -> Dates:
    return _from_a_period_start(asked, [after(asked, agreed(asked), "The agreement’s clause")])


def _from_a_period_start(asked: Asked, steps: list[Step]) -> Dates:
    """A new rent begins on the first day of a rent period."""
    least = max(step.on for step in steps)
    earliest = asked.periods.next_start(least)
    proposed = asked.proposed_on
    if proposed is not None and asked.periods.start(proposed) != proposed:
        better = max(earliest, asked.periods.next_start(proposed))
        raise Refused(f"{format_day(proposed)} is not the first day of a rent period. A new rent begins on "
                      f"{asked.periods.starts_words}: {format_day(better)}")
    printed = asked.periods.next_start(earliest + timedelta(days=asked.buffer_days))
    steps.append(Step(earliest, f"A new rent begins on the first day of a rent period: {format_day(earliest)}",
                      "s.13(2); the agreement"))
    return Dates(earliest, printed, None, tuple(steps), ())


def serve_by(notice: Notice, new_rent_on: date) -> date:
    """The last day on which a notice of a new rent may be served for it to begin on a day.

    For months the day before the corresponding date would be lost in short months, so each day is tried.
    """
    day = new_rent_on
    while notice.period.after(day) > new_rent_on:
        day -= DAY
    return day


def _quit(asked: Asked) -> Dates:
    base = _quit_base(asked.served_on, asked.periods, asked.notice.period)
    earliest = asked.periods.edge_on_or_after(base)
    printed = asked.periods.end_on_or_after(base + timedelta(days=asked.buffer_days))
    steps = (Step(base, f"{asked.notice.period.words.capitalize()} from {format_day(asked.served_on)} end on "
                  f"{format_day(base)}", asked.notice.law),
             Step(earliest, f"It ends on the first or the last day of a rent period: {format_day(earliest)} at the earliest",
                  "Crate v Miller [1947]"),
             Step(printed, f"Print the last day of a period: {format_day(printed)}", "Safe practice"))
    careful = ("Only where the tenancy is no longer assured: else a landlord’s notice to quit has no effect (s.5(1))",)
    return Dates(earliest, printed, None, steps, careful if asked.notice.key == "ntq-landlord" else ())


def _four_weeks(asked: Asked) -> Dates:
    on = asked.notice.period.after(asked.served_on)
    printed = on + timedelta(days=asked.buffer_days)
    return Dates(on, printed, None, (Step(on, f"Four weeks from {format_day(asked.served_on)} end on {format_day(on)}",
                                          asked.notice.law),), ())


def _agreed_days(asked: Asked) -> Dates:
    step = after(asked, agreed(asked), "The licence’s clause")
    printed = step.on + timedelta(days=1 + asked.buffer_days)
    steps = (step, Step(printed, f"Print {format_day(printed)}: a day later is safe", "Safe practice"))
    careful = () if asked.agreed_days is not None else ("Look in the licence how many days it asks for",)
    return Dates(step.on, printed, None, steps, careful)


def _at_once(asked: Asked) -> Dates:
    step = Step(asked.served_on, f"The licence ends when the notice is given: {format_day(asked.served_on)}", asked.notice.law)
    return Dates(asked.served_on, asked.served_on, None, (step,), (
        "A second person must agree. Nobody may be put out by force: call the police if they will not go",))


def _secure(asked: Asked) -> Dates:
    """Section 83(3) to (5): the date in it is never before a notice to quit could end the tenancy, with ground 2 neither."""
    quits = quit_on(asked.served_on, asked.periods)
    steps = [Step(quits, f"{_NOT_BEFORE_QUIT.capitalize()}, {format_day(quits)}", "s.83(5)")]
    if any(ground.number == "2" for ground in asked.grounds):
        steps.insert(0, Step(asked.served_on, f"Ground 2: proceedings may begin at once, on {format_day(asked.served_on)}; the "
                             "date in the notice is the one to give the home up", "s.83(3)"))
    return _secure_dates(asked, quits, steps, "s.83(3)–(4)", _secure_cautions(asked))


def _secure_cautions(asked: Asked) -> tuple[str, ...]:
    found = [f"Ground {ground.number}: {ground.check}" for ground in asked.grounds if ground.check]
    if any(ground.partner for ground in asked.grounds):
        found.append("Ground 2A: the partner who left must be served with a copy as well (s.83A(3))")
    if any(ground.suitable for ground in asked.grounds):
        found.append("Other accommodation that is suitable must be there when the order takes effect (Schedule 2 Part IV)")
    return tuple(found)


def _secure_absolute(asked: Asked) -> Dates:
    """Section 83ZA: as long as a notice to quit; in a fixed term one month."""
    if asked.in_term:
        step = after(asked, Period.parse("1 month"), "s.83ZA")
    else:
        quits = quit_on(asked.served_on, asked.periods)
        step = Step(quits, f"{_NOT_BEFORE_QUIT.capitalize()}, {format_day(quits)}", "s.83ZA")
    return _secure_dates(asked, step.on, [step], "s.83ZA", (
        "Give it within twelve months of the conviction or finding, of a closure order within three",))


def _secure_dates(asked: Asked, earliest: date, steps: list[Step], law: str, cautions: tuple[str, ...]) -> Dates:
    """The twelve months run from the date that is printed, so a later date moves the last day as well."""
    safe = earliest + timedelta(days=asked.buffer_days)
    printed = max(asked.proposed_on or safe, earliest)
    last = add_months(printed, asked.notice.life_months or 12)
    return Dates(earliest, safe, last, (
        *steps, Step(safe, f"Print {format_day(safe)}", law),
        _last_step(last, f"{law}: twelve months from the printed date")), cautions)


def _starter(asked: Asked) -> Dates:
    started = needed(asked.started_on, "when the tenancy started")
    ends, longest = add_months(started, 12) - DAY, add_months(started, 18) - DAY
    if asked.served_on > ends:
        raise Refused(f"The twelve months ended on {format_day(ends)}, so the tenancy is no longer a starter tenancy")
    review = asked.notice.period.after(asked.served_on)
    steps = (Step(ends, f"The twelve months end on {format_day(ends)}; on {format_day(ends + DAY)} the tenancy has become "
                  "assured by itself", "The agreement; Tenancy Standard"),
             Step(longest, f"Eighteen months end on {format_day(longest)}: no later end may be given", "Tenancy Standard"),
             Step(review, f"They may ask for a review until {format_day(review)}", "Tenancy Standard"))
    if asked.proposed_on is not None and asked.proposed_on > longest:
        raise Refused(f"A starter tenancy lasts 18 months at most: {format_day(longest)} is the latest end")
    return Dates(ends + DAY, longest, ends, steps, ())


def _minded_to(asked: Asked) -> Dates:
    ends = needed(asked.fixed_term_ends, "when the fixed term ends")
    step = after(asked, asked.notice.period, "s.21(1B)")
    if step.on > ends:
        last = add_months(ends, -6)
        raise Refused(f"Six months must pass before the term ends on {format_day(ends)}. It had to be served by "
                      f"{format_day(last)}")
    return Dates(step.on, ends, None, (step, Step(ends, f"The term ends on {format_day(ends)}", "The agreement")), ())


def _one_period(asked: Asked) -> Dates:
    base = asked.periods.length.after(asked.served_on)
    earliest, printed = asked.periods.edge_on_or_after(base), asked.periods.end_on_or_after(base)
    return Dates(earliest, printed, None, (
        Step(base, f"One period of {asked.periods.length.words} from {format_day(asked.served_on)} ends on {format_day(base)}",
             "Common law"),
        Step(printed, f"It ends at the end of a period: {format_day(printed)}", "Common law")), ())


_RULES: dict[Rule, Callable[[Asked], Dates]] = {
    Rule.GROUNDS: _grounds, Rule.SHORTHOLD: _shorthold, Rule.INCREASE: _increase, Rule.AGREED_INCREASE: _agreed_increase,
    Rule.QUIT: _quit, Rule.FOUR_WEEKS: _four_weeks, Rule.AGREED_DAYS: _agreed_days, Rule.AT_ONCE: _at_once,
    Rule.SECURE: _secure, Rule.SECURE_ABSOLUTE: _secure_absolute, Rule.COPY: copy_dates, Rule.REPLY: reply_dates,
    Rule.GOODS: goods_dates, Rule.FROM_A_DAY: from_a_day, Rule.STARTER: _starter, Rule.MINDED_TO: _minded_to,
    Rule.ONE_PERIOD: _one_period,
}
