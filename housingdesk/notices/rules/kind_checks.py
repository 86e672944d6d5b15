"""What speaks for or against the notices that have a matter of their own: absences, belongings, rooms, partners. Pure."""

from datetime import timedelta

from housingdesk.notices.rules.answered import absence_ends, day_of, number_of
from housingdesk.notices.rules.findings import Check, Facts, Stage
from housingdesk.notices.rules.pack import Rule
from housingdesk.notices.rules.questions import Means
from housingdesk.tenancies.rules import Regime
from housingdesk.values.dates import add_months, format_date, format_day

_YEAR, _CLOSURE = 12, 3
_CLOSED = "4"


def kind_checks(facts: Facts) -> list[Check]:
    """The findings of this kind of notice."""
    return [*_warned(facts), *_conviction(facts), *_copy(facts), *_absence(facts), *_abandoned(facts),
            *_room(facts), *_goods(facts),
            *(Check(Means.LOOK, f"Ground {ground.number}. {ground.check}") for ground in facts.grounds if ground.check)]


def _warned(facts: Facts) -> list[Check]:
    """What the register says of warnings that came before."""
    final = facts.notice.key == "warning-final"
    if not (final or facts.notice.rule in (Rule.FOUR_WEEKS, Rule.AGREED_DAYS)):
        return []
    if facts.warned:
        return [Check(Means.GOOD, f"Served before: {one}") for one in facts.warned]
    return [Check(Means.LOOK, "No written warning stands in the register of notices",
                  "One that was given before this program is named in the reasons" if final else
                  "Where it ends because of conduct, a court or a review asks for warnings")]


def _conviction(facts: Facts) -> list[Check]:
    """Ground 7A and section 84A: the notice within twelve months of the conviction, of a closure order within three."""
    day, absolute = day_of(facts.answers.get("convicted")), facts.notice.rule is Rule.SECURE_ABSOLUTE
    seven = any(ground.number == "7A" for ground in facts.grounds)
    if day is None or not (absolute or seven):
        return []
    what = "Ground 7A" if seven else "Section 84A"
    months, words = (_CLOSURE, "three months") if facts.answers.get("condition") == _CLOSED else (_YEAR, "twelve months")
    told = f"{what}: the conviction, finding or order of {format_date(day)} is"
    if day > facts.on or add_months(day, months) < facts.on:
        way = "Leave ground 7A out: ground 14 may still be there" if seven else "Use grounds of Schedule 2, such as ground 2"
        return [Check(Means.STOPS, f"{told} not within {words}", way, key="convicted")]
    return [Check(Means.GOOD, f"{told} within {words}")]


def _copy(facts: Facts) -> list[Check]:
    if facts.notice.rule is not Rule.COPY:
        return []
    ground = "2A" if facts.regime is Regime.SECURE_1985 else "14A"
    found = []
    if facts.partner_joint:
        found.append(Check(Means.STOPS, "They are on the agreement, so the notice itself is served on them", "Serve it on each "
                           "person whom it names; no copy is needed", key="partner_person"))
    if not facts.copied:
        found.append(Check(Means.STOPS, f"No notice with ground {ground} is printed for this home, so there is nothing to copy",
                           f"Prepare and print the notice with ground {ground} first"))
    else:
        found.append(Check(Means.GOOD, f"A copy of it goes with this: {facts.copied}"))
    return found


def _absence(facts: Facts) -> list[Check]:
    if facts.notice.key != "absence":
        return []
    since, allowed = day_of(facts.answers.get("since")), number_of(facts.answers.get("allowed"))
    if since is None or allowed is None:
        return []
    away = (facts.on - since).days
    if away < 0:
        return [Check(Means.STOPS, f"{format_day(since)} is still to come, so they are not away since then",
                      "Correct the day", key="since")]
    if away <= allowed:
        ends = since + timedelta(allowed)
        return [Check(Means.STOPS, f"They have been away {away} days, and the licence allows {allowed}",
                      f"Wait until after {format_day(ends)}", key="since")]
    short, long = (ends for _, ends in absence_ends(facts.answers))
    return [Check(Means.GOOD, f"They have been away {away} days, and the licence allows {allowed}"),
            Check(Means.LOOK, f"Housing Benefit: an absence of up to 13 weeks ends {format_day(short)}, of up to 52 weeks "
                  f"(such as in hospital or on remand) {format_day(long)}",
                  "They must mean to come back. Check it with the council")]


def _abandoned(facts: Facts) -> list[Check]:
    if facts.notice.key != "abandonment":
        return []
    return [Check(Means.LOOK, "No law lets a landlord simply take an abandoned home back: the tenancy goes on",
                  "If nobody answers and it is no longer their home, serve a notice to quit. Change no lock before")]


def _room(facts: Facts) -> list[Check]:
    if facts.notice.rule is not Rule.FROM_A_DAY:
        return []
    return [Check(Means.LOOK, "This paper moves nobody", "On the day, move them in the file of the licence as well")]


def _goods(facts: Facts) -> list[Check]:
    if facts.notice.rule is not Rule.GOODS:
        return []
    if facts.ends_on is None or facts.ends_on >= facts.on:
        return [Check(Means.STOPS, "The agreement has not ended, so nothing was left behind", "Wait until it has ended",
                      Stage.BEGIN)]
    found = [Check(Means.GOOD, f"The agreement ended on {format_date(facts.ends_on)}")]
    if number_of(facts.answers.get("charges")):
        found.append(Check(Means.LOOK, "Money is asked for the belongings: three months instead of the usual time",
                           "Without a charge it is shorter"))
    return found
