"""Who holds an agreement changes: assignment, exchange, joint and sole, a name. What the law allows, what is policy. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta

from housingdesk.changes.rules.findings import ChangeFacts, Finding, good, look, stop
from housingdesk.changes.rules.judging.judgement import Judgement
from housingdesk.tenancies.rules import LICENCES, TenancyKind
from housingdesk.values.dates import format_day
from housingdesk.values.money import format_pence

EXCHANGE_DAYS = 42


def assignment(facts: ChangeFacts, answers: Mapping[str, str], done: Mapping[str, date]) -> Judgement:
    """By a right in the agreement, by the court, or with our consent alone."""
    found = [*_personal(facts), *_owed(facts)]
    because = answers.get("because")
    if because == "court":
        found.append(good("A court’s order passes the tenancy; our consent is not needed", "Family and matrimonial law"))
    elif because == "clause":
        found.append(good("The agreement gives the right", "The agreement"))
    elif because == "consent":
        found.append(look("No right: an assured periodic tenancy is not assigned without our consent", "HA 1988 s.15"))
    if answers.get("could_succeed") == "no":
        found.append(look("This person could not have succeeded: check that nobody on the waiting list is passed over"))
    found.append(look("Who leaves still owes what was due before; who comes owes only from then on"))
    return Judgement(tuple(found), done.get("order" if because == "court" else "deed"))


def exchange(facts: ChangeFacts, answers: Mapping[str, str], done: Mapping[str, date]) -> Judgement:
    """Consent or refusal within 42 days, on the grounds of the schedule alone; paid rent may be a condition."""
    found = [*_personal(facts), _clock(facts)]
    if facts.kind is TenancyKind.STARTER:
        found.append(look("A starter tenancy brings no right to exchange: only as the agreement says",
                          "Localism Act 2011 s.158"))
    if facts.owed_pence > 0 or answers.get("arrears_cleared") == "no":
        owed = f"{format_pence(facts.owed_pence)} is owed here. " if facts.owed_pence > 0 else ""
        found.append(look(f"{owed}Consent may be given on condition that the rent is paid first",
                          "HA 1985 s.92(5); Sch 14 ground 1"))
    elif answers.get("arrears_cleared") == "yes":
        found.append(good("The rent is paid", field="arrears_cleared"))
    if answers.get("size") == "no":
        found.append(look("Much too large, or not suited: a ground for refusal, not a duty", "Sch 14 grounds 6 and 7", "size"))
    if answers.get("way") == "regrant":
        found.append(look("Each signs a new agreement by a sign-up; this one ends the day before", "Localism Act 2011 s.158"))
    if answers.get("way") == "regrant" and facts.next_from is not None:
        return Judgement(tuple(found), facts.next_from)
    return Judgement(tuple(found), done.get("deed"))


def _clock(facts: ChangeFacts) -> Finding:
    last = facts.asked_on + timedelta(EXCHANGE_DAYS)
    if facts.on > last:
        return look(f"The 42 days ended on {format_day(last)}: a refusal after them cannot be relied on", "HA 1985 s.92(4)")
    return look(f"Answer by {format_day(last)}: 42 days from the application", "HA 1985 s.92(4); Localism Act 2011 s.159")


def refusal_problem(asked_on: date, on: date, ground: str) -> str:
    """Why an exchange cannot be refused like this; empty when it can.

    >>> refusal_problem(date(2026, 11, 2), date(2026, 12, 15), "rent")
    'The 42 days ended on Mon 14 Dec 2026. Refusing now needs advice: give it up with a reason, or consent'
    """
    last = asked_on + timedelta(EXCHANGE_DAYS)
    if on > last:
        return (f"The 42 days ended on {format_day(last)}. Refusing now needs advice: give it up with a reason, or consent")
    return "" if ground else "An exchange is refused on a ground of the schedule alone. Choose it"


def sole_to_joint(facts: ChangeFacts, answers: Mapping[str, str], done: Mapping[str, date]) -> Judgement:
    """No right: the association decides; both must know that a survivor uses up the one succession."""
    found = [*_personal(facts), *_owed(facts)]
    if answers.get("relation") == "other":
        found.append(look("Not a partner: check what the policy says of friends and grown-up children", field="relation"))
    if answers.get("lives_there") == "no":
        found.append(look("They do not live there: check who would move in", field="lives_there"))
    if answers.get("succession") == "no":
        found.append(stop("Tell both first: when one dies, the survivor counts as the one successor", "HA 1988 s.17(2)",
                          "succession"))
    found.append(look("Both owe everything from then on, each the whole", "Joint and several liability"))
    return Judgement(tuple(found), done.get("deed"))


def joint_to_sole(facts: ChangeFacts, answers: Mapping[str, str], done: Mapping[str, date]) -> Judgement:
    """By a deed of all, or by the court; a notice by one would end it for all."""
    found = _owed(facts)
    if "joint" not in facts.flags:
        found.append(stop("One person holds it alone"))
    because = answers.get("because")
    if because == "deed" and answers.get("all_agree") == "no":
        found.append(stop("Nobody is taken out by a deed that they do not sign: the court can transfer the tenancy",
                          "Family Law Act 1996 Sch 7", "all_agree"))
    found.append(look("A notice to quit by one of them would end it for all", "Hammersmith v Monk [1992]"))
    found.append(look("Who leaves still owes what was due before"))
    return Judgement(tuple(found), done.get("order" if because == "court" else "deed"))


def new_name(_facts: ChangeFacts, answers: Mapping[str, str], done: Mapping[str, date]) -> Judgement:
    """The same person: the agreement is not changed, only what we call them."""
    found = [good("The agreement goes on as it is; letters and the account carry the new name")]
    if answers.get("evidence") == "other":
        found.append(look("Say under the step what was seen and why it is enough", field="evidence"))
    if answers.get("evidence") == "gender":
        found.append(look("Tell nobody of the former name without consent, and keep no copy of a certificate",
                          "Gender Recognition Act 2004 s.22"))
    return Judgement(tuple(found), done.get("seen"))


def _personal(facts: ChangeFacts) -> list[Finding]:
    if facts.kind in LICENCES:
        return [stop("A licence is personal: it is not passed on. End it and sign another one")]
    return [stop("A contract for a garage or store is not passed on. End it and sign another one")] if (
        facts.kind is TenancyKind.CONTRACT) else []


def _owed(facts: ChangeFacts) -> list[Finding]:
    return [look(f"{format_pence(facts.owed_pence)} is owed: settle first who pays it")] if facts.owed_pence > 0 else []
