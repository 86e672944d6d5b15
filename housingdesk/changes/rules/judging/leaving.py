"""The tenant ends it: notice with the day that law gives it, a surrender that all join, a move within our homes. Pure."""

from collections.abc import Mapping
from datetime import date

from housingdesk.changes.rules.findings import ChangeFacts, Finding, day_of, good, look, stop
from housingdesk.changes.rules.judging.judgement import Judgement
from housingdesk.changes.rules.last_day import LastDay, ends_where_it_likes, is_edge, tenants_notice
from housingdesk.tenancies.rules import Regime
from housingdesk.values.dates import DAY, format_day
from housingdesk.values.money import format_pence

_MONK = "Hammersmith v Monk [1992]"


def notice_by_tenant(facts: ChangeFacts, answers: Mapping[str, str], _done: Mapping[str, date]) -> Judgement:
    """The last day after a tenant’s notice: never earlier than the law gives, unless a shorter time is agreed in writing."""
    given_on = day_of(answers, "given_on")
    if given_on is None:
        return Judgement((look("Write the day on which the notice came: the time counts from there", field="given_on"),))
    earliest = _earliest(facts, answers, given_on)
    found = [look(earliest.words, earliest.law, "given_on"), *_form(facts, answers)]
    says_on = day_of(answers, "says_on")
    if answers.get("shorter") == "yes":
        return _shorter(facts, given_on, says_on, earliest, found)
    on, more = _named(facts, answers, says_on, earliest)
    return Judgement((*found, *more), on, earliest.on)


def _earliest(facts: ChangeFacts, answers: Mapping[str, str], given_on: date) -> LastDay:
    agreed = int(answers["agreed_days"]) if answers.get("agreed_days") else None
    return tenants_notice(given_on, facts.periods, facts.regime, any_day=answers.get("any_day") == "yes", agreed_days=agreed)


def _form(facts: ChangeFacts, answers: Mapping[str, str]) -> list[Finding]:
    found = []
    if answers.get("in_writing") == "no":
        licensee = facts.regime in (Regime.LICENCE_EXCLUDED, Regime.CONTRACT)
        found.append(look("Not in writing: look what the agreement asks for") if licensee else
                     stop("A notice to quit must be in writing. Ask for it in writing", "PfEA 1977 s.5(1)", "in_writing"))
    if facts.regime in (Regime.LICENCE_EXCLUDED, Regime.CONTRACT) and not answers.get("agreed_days"):
        found.append(look("Look in the agreement how many days it asks for; until then the usual time is counted"))
    if "joint" in facts.flags:
        by = facts.name(answers.get("given_by", ""))
        found.append(look(f"Given by {by}: a good notice of one joint tenant ends it for all. Tell the others at once", _MONK))
    if facts.fixed_until is not None and facts.on <= facts.fixed_until:
        found.append(look(f"A fixed term runs to {format_day(facts.fixed_until)}: only as the agreement lets it end"))
    found.append(look("It is taken back only in writing, by both sides", "PfEA 1977 s.5; common law"))
    return found


def _shorter(facts: ChangeFacts, given_on: date, says_on: date | None, earliest: LastDay, found: list[Finding]) -> Judgement:
    """A shorter time is the tenant’s and ours to agree; of joint tenants all must join."""
    if says_on is None:
        return Judgement((*found, stop("Write the last day that was agreed", field="says_on")), None, given_on)
    if says_on < given_on:
        return Judgement((*found, stop("The agreed last day lies before the notice", field="says_on")), None, given_on)
    rest = " and by all joint tenants" if "joint" in facts.flags else ""
    found.append(look(f"{(earliest.on - says_on).days} days shorter than the law gives: agreed in writing by us{rest}",
                      earliest.law, "shorter") if says_on < earliest.on else good("Long enough anyway"))
    return Judgement(tuple(found), says_on, given_on)


def _named(facts: ChangeFacts, answers: Mapping[str, str], says_on: date | None,
           earliest: LastDay) -> tuple[date, list[Finding]]:
    if says_on is None:
        return earliest.on, []
    if says_on < earliest.on:
        return earliest.on, [look(f"The notice names {format_day(says_on)}, which is too early: the last day is "
                                  f"{format_day(earliest.on)} unless a shorter time is agreed", earliest.law, "says_on")]
    if not ends_where_it_likes(facts.regime, answers.get("any_day") == "yes") and not is_edge(says_on, facts.periods):
        later = facts.periods.end_on_or_after(says_on)
        return later, [look(f"{format_day(says_on)} is neither the first nor the last day of a rent period. Ask for a notice "
                            f"that names {format_day(later)}", "Crate v Miller [1947]", "says_on")]
    return says_on, [good(f"{format_day(says_on)} is a good day", earliest.law, "says_on")]


def surrender(facts: ChangeFacts, answers: Mapping[str, str], done: Mapping[str, date]) -> Judgement:
    """Given back and accepted: by deed, or by keys that were given and taken for good; all who hold it."""
    on, found = day_of(answers, "accepted_on"), list[Finding]()
    if answers.get("all") == "no":
        found.append(stop("A surrender needs everybody who holds it", "Leek and Moorlands v Clark [1952]", "all"))
    if answers.get("how") == "keys":
        found.append(look("Keys through the letterbox are not yet a surrender: we must accept them, and say so",
                          "Surrender by operation of law"))
    if on is not None and (keys := done.get("keys")) is not None and on < keys:
        found.append(stop(f"The keys came on {format_day(keys)}: it is not accepted before", field="accepted_on"))
    if on is not None and on > facts.on:
        found.append(stop("It is accepted on a day that has come, not before", field="accepted_on"))
    if facts.owed_pence > 0:
        found.append(look(f"{format_pence(facts.owed_pence)} is owed and stays owed"))
    return Judgement(tuple(found), on, done.get("keys"))


def transfer(facts: ChangeFacts, answers: Mapping[str, str], _done: Mapping[str, date]) -> Judgement:
    """Ends the day before the new agreement begins; the new one is made by a sign-up."""
    found = [look("The new rent is set anew: talk about what is affordable first")]
    if answers.get("arrears_ok") == "no" or facts.owed_pence > 0:
        owed = f" ({format_pence(facts.owed_pence)})" if facts.owed_pence > 0 else ""
        found.append(look(f"Rent is owed{owed}: look what the allocation policy says of a transfer", field="arrears_ok"))
    if facts.next_from is None:
        found.append(look("No new agreement is on record yet: it comes from a sign-up"))
        return Judgement(tuple(found))
    found.append(good(f"The new agreement begins on {format_day(facts.next_from)}; this one ends on "
                      f"{format_day(facts.next_from - DAY)}"))
    return Judgement(tuple(found), facts.next_from, facts.next_from)
