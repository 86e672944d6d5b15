"""Who may succeed a tenant that has died: section 17 and what was added on 1 April 2012, one succession, spare rooms. Pure.

An assured tenancy granted before 1 April 2012 has the statutory successor and whatever clause the agreement has; from that
day the Act itself also honours the agreement’s express term (s.17(1A)–(1E)).
"""

from collections.abc import Mapping
from datetime import date

from housingdesk.changes.rules.findings import ChangeFacts, Finding, day_of, good, look, stop
from housingdesk.changes.rules.judging.judgement import Judgement
from housingdesk.tenancies.rules import LICENCES, TenancyKind
from housingdesk.values.dates import DAY, add_months, format_date, format_day

_PARTNERS = frozenset({"spouse", "partner"})
_S17, _S17_TERM, _S87 = "HA 1988 s.17", "HA 1988 s.17(1A)–(1E)", "HA 1985 s.87"


def succession(facts: ChangeFacts, answers: Mapping[str, str], _done: Mapping[str, date]) -> Judgement:
    """Whether somebody succeeds, by which right, and from when: the day after the death."""
    died_on = day_of(answers, "died_on")
    found = _bars(facts, answers)
    if not found and answers.get("relation"):
        found = [_right(facts, answers), *_used(facts, answers), *_spare(facts, answers)]
    if died_on is not None:
        if died_on > facts.on:
            found.append(stop(f"{format_day(died_on)} has not come yet", field="died_on"))
        found.append(look(f"If nobody succeeds: proceedings on ground 7 begin by {format_date(add_months(died_on, 12))}",
                          "HA 1988 Sch 2 ground 7"))
    return Judgement(tuple(found), None if died_on is None else died_on + DAY)


def _bars(facts: ChangeFacts, answers: Mapping[str, str]) -> list[Finding]:
    if facts.kind in LICENCES or facts.kind is TenancyKind.CONTRACT:
        return [stop("Nobody succeeds to a licence or a garage contract. Look at the death of who held it")]
    if "joint" in facts.flags:
        return [stop("Another joint tenant is there: they hold it by survivorship. Record the death instead", "Survivorship")]
    if answers.get("successor") and answers.get("successor") == answers.get("died"):
        return [stop("Nobody succeeds themselves. Choose who claims", field="successor")]
    return []


def _right(facts: ChangeFacts, answers: Mapping[str, str]) -> Finding:
    relation, lived = answers["relation"], answers.get("principal")
    if lived == "no":
        return stop("It was not their only or principal home when the tenant died", _S17, "principal")
    if facts.kind is TenancyKind.SECURE:
        return _secure(relation, answers)
    if relation in _PARTNERS:
        return good("Statutory: the husband, wife, civil partner or partner who lived there", _S17, "relation")
    if answers.get("clause") == "yes":
        if "before 2012" in facts.flags:
            return good("Contractual: the agreement’s clause, granted before 1 April 2012. The clause decides, not the Act",
                        "The agreement", "clause")
        return good("Statutory by the agreement’s express term: granted on or after 1 April 2012", _S17_TERM, "clause")
    if answers.get("clause") == "no":
        return stop("No right: not a partner, and the agreement does not allow it. A new tenancy would be a choice", _S17,
                    "relation")
    return look("Look in the agreement whether it lets this person succeed", "The agreement", "clause")


def _secure(relation: str, answers: Mapping[str, str]) -> Finding:
    if relation in _PARTNERS:
        return good("The husband, wife, civil partner or partner of a secure tenant", _S87, "relation")
    if relation == "family" and answers.get("twelve_months") == "yes":
        return good("A member of the family who lived there for twelve months (granted before 1 April 2012)", _S87)
    return stop("A secure tenancy passes to a partner, or to family who lived there for twelve months", _S87, "relation")


def _used(facts: ChangeFacts, answers: Mapping[str, str]) -> list[Finding]:
    if facts.successions:
        return [stop(f"There was a succession on {format_date(facts.successions[0])}: there is only one", "HA 1988 s.17(2)",
                     "used")]
    if answers.get("used") == "yes":
        return [stop("There was a succession before: there is only one", "HA 1988 s.17(2)", "used")]
    return [good("No succession before is known", "HA 1988 s.17(2)")] if answers.get("used") == "no" else []


def _spare(facts: ChangeFacts, answers: Mapping[str, str]) -> list[Finding]:
    if answers.get("spare") != "yes":
        return []
    if answers.get("relation") in _PARTNERS:
        return [look("More room than needed: no ground against a partner. Offer something smaller", field="spare")]
    if facts.kind is TenancyKind.SECURE:
        return [look("More room than needed: ground 15A, six to twelve months after the death", "HA 1985 Sch 2", "spare")]
    return [look("More room than needed: ground 7 only where there is no statutory successor, else ground 9 with another home",
                 "HA 1988 Sch 2", "spare")]
