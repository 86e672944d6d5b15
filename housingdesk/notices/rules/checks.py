"""Can we? Everything that speaks for or against a notice on a day, each in a sentence with the way out. Pure.

Rulebook §2.3, §3.1, §4.1 and §4.2. A breathing space stops what rests on the arrears and nothing else.
"""

from housingdesk.holds.rules import Stop
from housingdesk.notices.rules.arrears import ground_8_least
from housingdesk.notices.rules.findings import Check, Facts, Stage
from housingdesk.notices.rules.kind_checks import kind_checks
from housingdesk.notices.rules.pack import Ground, Mark, Rule
from housingdesk.notices.rules.questionnaire import ENDING
from housingdesk.notices.rules.questions import Means, unanswered
from housingdesk.tenancies.rules import Regime, TenancyKind, words_for
from housingdesk.values.dates import add_months, format_date, format_day
from housingdesk.values.money import format_pence

_NOT_WORN = frozenset({"clause", "post_days", "lost"})


def checks(facts: Facts) -> list[Check]:
    """Every finding, what stops first, then what to look at, then what is good."""
    found = [*_agreement(facts), *_people(facts), *_holds(facts), *_arrears(facts), *_answers(facts), *_law(facts),
             *kind_checks(facts), *_wording(facts)]
    order = (Means.STOPS, Means.LOOK, Means.GOOD)
    return sorted(found, key=lambda check: (order.index(check.means), check.stage))


def stops(facts: Facts, stage: Stage) -> list[Check]:
    """What stops a step."""
    return [check for check in checks(facts) if check.means is Means.STOPS and check.stage <= stage]


def _agreement(facts: Facts) -> list[Check]:
    word = words_for(facts.kind).agreement
    if facts.ends_on is not None and facts.ends_on < facts.on and facts.notice.rule is not Rule.GOODS:
        return [Check(Means.STOPS, f"This {word} ended on {format_date(facts.ends_on)}",
                      "Nobody is served with a notice after the end", Stage.BEGIN)]
    if facts.starts_on > facts.on:
        return [Check(Means.STOPS, f"This {word} begins on {format_date(facts.starts_on)} only", "Wait until it has begun",
                      Stage.BEGIN)]
    found = [Check(Means.GOOD, f"The {word} is under: {facts.regime}. {facts.notice.title} belongs to it")]
    found += [Check(Means.STOPS, f"Another notice of this kind is under way: {other}", "Go on with that one, or withdraw it",
                    Stage.BEGIN) for other in facts.others]
    if facts.in_term and facts.fixed_until is not None and facts.notice.rule is Rule.GROUNDS:
        found += [Check(Means.STOPS, f"Ground {ground.number} cannot be used while the fixed term runs, to "
                        f"{format_date(facts.fixed_until)} (s.7(6))", f"Leave ground {ground.number} out", Stage.BEGIN)
                  for ground in facts.grounds if not ground.in_term]
    return found + _shorthold(facts)


_SHORTHOLDS = frozenset({TenancyKind.STARTER, TenancyKind.FIXED_TERM, TenancyKind.DEMOTED, TenancyKind.INTERMEDIATE,
                         TenancyKind.MARKET})


def _shorthold(facts: Facts) -> list[Check]:
    if facts.notice.rule is Rule.STARTER and facts.kind is not TenancyKind.STARTER:
        return [Check(Means.STOPS, f"This is no starter tenancy but: {facts.kind}", "There is nothing to make longer",
                      Stage.BEGIN)]
    if facts.notice.rule is Rule.MINDED_TO and facts.fixed_until is None:
        return [Check(Means.STOPS, "No fixed term is known for this tenancy", "Enter the last day of the term in its file",
                      Stage.BEGIN)]
    if facts.notice.rule is not Rule.SHORTHOLD:
        return []
    if facts.kind not in _SHORTHOLDS:
        return [Check(Means.STOPS, f"This is no shorthold tenancy but: {facts.kind}", "Use Form 3 with a ground", Stage.BEGIN)]
    first = add_months(facts.starts_on, 4)
    if facts.on < first:
        return [Check(Means.STOPS, "Form 6A may not be served in the first four months (s.21(4B))",
                      f"The earliest day is {format_day(first)}", Stage.BEGIN)]
    if facts.kind is TenancyKind.STARTER and facts.starter_until is not None and facts.on > facts.starter_until:
        return [Check(Means.STOPS, f"The starter time ended on {format_date(facts.starter_until)}: the tenancy is assured now",
                      "Use Form 3 with a ground", Stage.BEGIN)]
    return [Check(Means.GOOD, f"The first four months ended before {format_day(first)}")]


_OF_THE_DEAD = frozenset({Rule.GOODS})


def _people(facts: Facts) -> list[Check]:
    if facts.notice.rule is Rule.COPY:
        return [Check(Means.GOOD, f"It names and goes to {holder.name}") for holder in facts.holders]
    seven = facts.regime is not Regime.SECURE_1985 and any(ground.number == "7" for ground in facts.grounds)
    if not facts.holders:
        return [Check(Means.STOPS, "Nobody holds this agreement today", "Put its holders right in the file", Stage.BEGIN)]
    living = [holder for holder in facts.holders if holder.died_on is None]
    dead = [holder for holder in facts.holders if holder.died_on is not None]
    found = []
    if dead and living:
        found.append(Check(Means.STOPS, f"{dead[0].name} has died, and {living[0].name} holds on alone",
                           "Let the holder who died leave the agreement in the file first", Stage.BEGIN))
    elif dead and not (facts.notice.key == "ntq-landlord" or facts.notice.rule in _OF_THE_DEAD or seven):
        word = words_for(facts.kind).agreement
        found.append(Check(Means.STOPS, f"{dead[0].name} has died, and the {word} goes on without anybody to be served",
                           "Use a notice to quit to the personal representatives with a copy to the Public Trustee, or "
                           "ground 7", Stage.BEGIN))
    if living and seven:
        found.append(Check(Means.STOPS, "Ground 7 is for a tenancy whose tenant has died", "Leave ground 7 out", Stage.BEGIN))
    if facts.notice.rule in ENDING and not facts.supporters:
        found.append(Check(Means.LOOK, "No support provider or key worker is on file", "Ask whether anybody supports them"))
    found += [Check(Means.GOOD, sentence) for sentence in facts.supporters]
    names = [holder.name for holder in facts.holders]
    return [*found, Check(Means.GOOD, f"It names and goes to each of {len(names)}: {', '.join(names)}" if len(names) > 1 else
                          f"It names and goes to {names[0]}")]


def _holds(facts: Facts) -> list[Check]:
    found = []
    rent = ", ".join(ground.number for ground in facts.rests_on_rent)
    rest = [ground.number for ground in facts.grounds if ground not in facts.rests_on_rent]
    open_one = next((ground.number for ground in facts.grounds if ground.breach and not facts.answers.get("ground_1")), "")
    for held in facts.held:
        if Stop.ANY_NOTICE in held.stops:
            found.append(Check(Means.STOPS, f"{held.why}: it stops any notice", "Wait until it has ended", Stage.BEGIN))
        elif Stop.ARREARS_NOTICE in held.stops and rent:
            found.append(Check(Means.STOPS, f"{held.why}: it stops a notice for rent arrears (ground {rent})",
                               f"Leave out ground {rent}: ground {', '.join(rest)} may go on" if rest else
                               "Wait until it has ended. A notice for anything else than arrears may go on", Stage.BEGIN))
        elif Stop.ARREARS_NOTICE in held.stops and open_one:
            found.append(Check(Means.LOOK, f"{held.why}: it stops this notice where ground {open_one} rests on rent owed"))
        elif Stop.ARREARS_NOTICE in held.stops and facts.answers.get("for_arrears") == "yes":
            found.append(Check(Means.STOPS, f"{held.why}: it stops a notice that is given because money is owed",
                               "Wait until it has ended, or give it for another reason that stands by itself", Stage.BEGIN))
        else:
            found.append(Check(Means.LOOK, f"{held.why}: it does not stop this notice"))
    return found


def _arrears(facts: Facts) -> list[Check]:
    if not facts.rests_on_rent:
        return []
    if not facts.account:
        return [Check(Means.STOPS, "There is no rent account, so nothing shows what is owed", "Open the rent account first")]
    found = [_owed(facts, ground) for ground in facts.rests_on_rent]
    if facts.before_pence > 0:
        found.append(Check(Means.STOPS, f"The account includes {format_pence(facts.before_pence)} charged before the "
                           f"{words_for(facts.kind).agreement} began", "Correct the account first"))
    if facts.apart_pence:
        found.append(Check(Means.GOOD, f"{format_pence(facts.apart_pence)} of court costs, recharges or overpaid benefit is "
                           "kept apart: it is not rent and not counted"))
    if not facts.landlord:
        found.append(Check(Means.STOPS, "The association has no address for notices, without which rent is not lawfully due "
                           "(s.48)", "Fill in the landlord’s name and address under Settings"))
    if facts.benefit:
        found.append(Check(Means.LOOK, f"Benefit today: {facts.benefit}"))
    return found + [Check(Means.LOOK, sentence) for sentence in facts.expected]


def _owed(facts: Facts, ground: Ground) -> Check:
    owed, day = format_pence(max(0, facts.owed_pence)), format_date(facts.on)
    if ground.number == "11":
        if facts.owed_pence <= 0:
            return Check(Means.LOOK, f"Ground 11: nothing is owed on {day}", "It is made out by late payment alone: show it "
                         "in the particulars")
        return Check(Means.GOOD, f"Ground 11: {owed} is owed on {day}. Show in the particulars that rent came late again "
                     "and again")
    if facts.owed_pence <= 0:
        return Check(Means.STOPS, f"Ground {ground.number}: nothing is owed on {day}", f"Leave ground {ground.number} out")
    if ground.number == "8":
        least = ground_8_least(facts.rent_pence, facts.periods.every, facts.regime)
        if not facts.rent_pence:
            return Check(Means.STOPS, "Ground 8: the account has no rent in force to measure the arrears by",
                         "Put the charges right, or leave ground 8 out")
        if facts.owed_pence < least:
            return Check(Means.STOPS, f"Ground 8: {owed} is owed on {day}, and at least {format_pence(least)} must be",
                         "Leave ground 8 out and use grounds 10 and 11")
        return Check(Means.GOOD, f"Ground 8: {owed} is owed on {day}, at least {format_pence(least)}. It must still be so at "
                     "the hearing")
    return Check(Means.GOOD, f"Ground {ground.number}: {owed} of rent is owed on {day}")


def _answers(facts: Facts) -> list[Check]:
    asked, found = facts.asked(), []
    open_ones = {question.key for question in unanswered(asked, facts.answers)}
    for question in asked:
        option = question.option(facts.answers.get(question.key, ""))
        if question.key in open_ones:
            found.append(Check(Means.STOPS, f"Not answered yet: {question.words}", "Answer it on this page", key=question.key))
        elif option is not None and option.means is not Means.GOOD:
            found.append(Check(option.means, option.why, option.way_out, key=question.key))
        elif option is not None and question.key not in _NOT_WORN:
            found.append(Check(Means.GOOD, f"{question.words} {option.words}", key=question.key))
    return found


def _law(facts: Facts) -> list[Check]:
    found = []
    if facts.review_by is not None and facts.on > facts.review_by:
        found.append(Check(Means.STOPS, f"These rules were to be looked at again by {format_date(facts.review_by)}",
                           "Update the program: until then no notice is printed", Stage.ISSUE))
    if facts.notice.mark is not Mark.SURE:
        found.append(Check(Means.LOOK, f"Check the rule before it is served: {facts.notice.source}"))
    return found


def _wording(facts: Facts) -> list[Check]:
    return [Check(Means.GOOD, f"{slot.title}: {slot.confirmed}") if slot.confirmed else
            Check(Means.STOPS, f"{slot.title}: wording not verified against the published form",
                  "A manager confirms or pastes the official text", Stage.ISSUE, slot.key) for slot in facts.slots]
