"""Nobody is there any more: a death, a home left behind, a room found empty; when it may end and what comes first. Pure."""

from collections.abc import Mapping
from datetime import date

from housingdesk.changes.rules.findings import ChangeFacts, Finding, day_of, good, look, stop
from housingdesk.changes.rules.judging.judgement import Judgement
from housingdesk.changes.rules.last_day import our_notice, tenants_notice
from housingdesk.tenancies.rules import LICENCES, TenancyKind
from housingdesk.values.dates import add_months, format_date, format_day

_ESTATE = "LP(MP)A 1994 s.18"


def death(facts: ChangeFacts, answers: Mapping[str, str], done: Mapping[str, date]) -> Judgement:
    """A joint tenant survives; a sole tenancy goes on with the estate until a notice or a surrender ends it."""
    died_on = day_of(answers, "died_on")
    found = [stop(f"{format_day(died_on)} has not come yet", field="died_on")] if died_on and died_on > facts.on else []
    found.append(look("Housing Benefit ends for who has died; Universal Credit may run to the end of its period: ask",
                      "Rulebook §1"))
    if "joint" in facts.flags:
        found.append(good("Whoever is left holds it by survivorship. It counts as the one succession", "HA 1988 s.17(2)(b)"))
        return Judgement(tuple(found), died_on)
    found += _sole(facts, answers, died_on)
    on, more = _end(facts, answers, done)
    return Judgement((*found, *more), on, on)


def _sole(facts: ChangeFacts, answers: Mapping[str, str], died_on: date | None) -> list[Finding]:
    if facts.kind in LICENCES:
        found = [look("A licence is personal: look what it says of a death, and take advice before the room is cleared")]
    else:
        found = [look("The tenancy does not end with a death: it passes to the personal representatives, and to the Public "
                      "Trustee while there are none", _ESTATE)]
        if died_on is not None:
            last = add_months(died_on, 12)
            found.append(look(f"Ground 7 needs proceedings by {format_date(last)}", "HA 1988 Sch 2 ground 7"))
    if answers.get("successor") == "yes":
        found.append(stop("Somebody claims to succeed: look at that first, under succession", "HA 1988 s.17", "successor"))
    return found


def _end(facts: ChangeFacts, answers: Mapping[str, str], done: Mapping[str, date]) -> tuple[date | None, list[Finding]]:
    by = answers.get("ends_by")
    if by == "surrender":
        return done.get("keys"), [look("Only personal representatives with a grant can give the home back", _ESTATE)]
    if by == "theirs":
        came = done.get("their_notice")
        if came is None:
            return None, []
        last = tenants_notice(came, facts.periods, facts.regime)
        return last.on, [look(last.words, last.law)]
    if by != "quit" or "quit" not in done or "trustee" not in done:
        return None, [look("The notice counts from when it was left at the home for the Personal Representatives and its copy "
                           "went to the Public Trustee with form NL1, whichever is later", _ESTATE)] if by == "quit" else []
    last = our_notice(max(done["quit"], done["trustee"]), facts.periods, facts.regime)
    return last.on, [look(last.words, last.law)]


def abandonment(facts: ChangeFacts, answers: Mapping[str, str], done: Mapping[str, date]) -> Judgement:
    """Evidence first, then our notice; there is no shortcut in force."""
    found = [look("Only who no longer lives there as the only or principal home loses the protection of an assured tenancy; "
                  "else a notice to quit has no effect", "HA 1988 s.5(1)")] if facts.kind not in LICENCES else []
    if answers.get("returning") == "yes":
        found.append(stop("They mean to come back: it is their home. Keep in touch instead", field="returning"))
    found += _goods(answers, done)
    if "quit" not in done:
        return Judgement((*found, look("It ends when our notice does: at least four weeks", "PfEA 1977 s.5(1)")))
    last = our_notice(done["quit"], facts.periods, facts.regime)
    return Judgement((*found, look(last.words, last.law)), last.on, last.on)


def _goods(answers: Mapping[str, str], done: Mapping[str, date]) -> list[Finding]:
    if answers.get("goods") == "yes" and "torts" not in done:
        return [look("Belongings are theirs: a notice about them, and a place to keep them", "Torts (Interference with Goods) "
                     "Act 1977 Sch 1", "goods")]
    return []


def left_overnight(facts: ChangeFacts, answers: Mapping[str, str], done: Mapping[str, date]) -> Judgement:
    """Whether they are safe comes first; keys given back with words is a surrender, all else waits for a notice."""
    if facts.kind not in LICENCES:
        return Judgement((stop("This is for rooms under a licence. For a tenancy: notice, surrender or abandonment"),))
    wanted, found = day_of(answers, "end_on"), list[Finding]()
    if answers.get("safe") == "no":
        found.append(look("Nobody knows that they are safe. Ring, ask the support worker, hospital and police before anything "
                          "else", "Safeguarding", "safe"))
    if gave_up(answers):
        found.append(good("Keys given back and said so: a surrender that we accept", "Surrender by operation of law"))
        first = day_of(answers, "last_seen")
        return Judgement((*found, *_not_before(wanted, first)), wanted, first)
    if "notice" not in done:
        return Judgement((*found, look("They did not give the room back: leave a notice under the licence at the room")), None)
    agreed = int(answers["agreed_days"]) if answers.get("agreed_days") else None
    last = our_notice(done["notice"], facts.periods, facts.regime, agreed_days=agreed)
    found.append(look(last.words, last.law))
    if agreed is None and facts.kind is TenancyKind.LICENCE_EXCLUDED:
        found.append(look("Look in the licence how many days it asks for; until then four weeks are counted",
                          field="agreed_days"))
    return Judgement((*found, *_not_before(wanted, last.on)), max(wanted or last.on, last.on), last.on)


def gave_up(answers: Mapping[str, str]) -> bool:
    """Whether a room was given back: the keys in our hands and the word that it is for good."""
    return answers.get("keys") == "given" and answers.get("said") == "yes"


def _not_before(wanted: date | None, first: date | None) -> list[Finding]:
    if wanted is None or first is None or wanted >= first:
        return []
    return [look(f"{format_day(wanted)} is too early: {format_day(first)} at the earliest", field="end_on")]
