"""Each step of the pre-action protocol: where it is asked, when, and what on file shows that it was done. Pure.

Rulebook §4.1. A paragraph is named where its number is sure, else its part.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from housingdesk.notices.rules.protocol import ProtocolCheck, ProtocolFacts, Recorded, Stands
from housingdesk.values.dates import format_date

_QUARTER = timedelta(93)
_RENT_ONLY = "Asked for rent arrears only"
_PART_3_ONLY = "Asked for mandatory grounds, section 21 and notices to quit only"


Found = tuple[bool, str, str]
"""Whether it is done, what shows it or what is missing, and what to do then."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A step, when it is asked, and what the data say of it: (done, what shows it, what to do)."""

    key: str
    asked_in: str
    title: str
    look: Callable[[ProtocolFacts], tuple[bool, str, str]]
    asked: Callable[[ProtocolFacts], bool]
    by_hand: bool = True


def checklist(facts: ProtocolFacts) -> list[ProtocolCheck]:
    """Every step with how it stands on the day, in the order in which it is done; those not asked here come last."""
    rows = [_checked(step, facts) for step in _STEPS]
    return sorted(rows, key=lambda row: row.stands is Stands.NOT_ASKED)


def _checked(step: _Step, facts: ProtocolFacts) -> ProtocolCheck:
    hand = _counting(step, facts)
    if not step.asked(facts):
        why = _RENT_ONLY if step.asked is _rent else _PART_3_ONLY
        return ProtocolCheck(step.key, step.asked_in, step.title, Stands.NOT_ASKED, why, by_hand=hand)
    done, said, way_out = step.look(facts)
    if hand:
        last = hand[-1]
        shown = f"Recorded by {last.by}: {format_date(last.on)}. {last.note}"
        shown = f"{said}. {shown}" if done else shown
        return ProtocolCheck(step.key, step.asked_in, step.title, Stands.MET, shown, by_hand=hand)
    return ProtocolCheck(step.key, step.asked_in, step.title, Stands.MET if done else Stands.NOT_YET, said, way_out)


def _counting(step: _Step, facts: ProtocolFacts) -> tuple[Recorded, ...]:
    """What a person recorded of a step; of the talk after the notice only what came after it."""
    found = facts.recorded.get(step.key, ()) if step.by_hand else ()
    if step.key != "after_notice" or facts.served_on is None:
        return found
    return tuple(one for one in found if one.on >= facts.served_on)


# What the data say of each step.
def _together(names: Sequence[str], last: str = "or") -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"


def _contact(facts: ProtocolFacts) -> Found:
    early = [c for c in facts.contacts if facts.served_on is None or c.on <= facts.served_on]
    talked = [c for c in early if c.talked]
    if talked:
        first = talked[0]
        return True, f"{_times(len(talked))} in touch before the notice, first {first.how} on {format_date(first.on)}", ""
    said = "only messages were sent" if early else "nobody was in touch"
    link = "to" if early else "with"
    return (False, f"{said.capitalize()} {link} {_together(facts.names)} before the notice",
            "ring or visit, and write a note of it")


def _times(count: int) -> str:
    return "Once" if count == 1 else "Twice" if count == 2 else f"{count} times"


_ABOUT_RENT = ("arrears", "repay", "notice-possession-cover", "benefit")


def _letters(facts: ProtocolFacts) -> Found:
    sent = [letter for letter in facts.letters if letter.template.startswith(_ABOUT_RENT)]
    got = {letter.addressee for letter in sent}
    left = [name for name in facts.names if name not in got]
    if not left:
        each = "A letter of their own went to each of them" if len(facts.names) > 1 else f"A letter went to {facts.names[0]}"
        first = min(letter.on for letter in sent if letter.addressee in facts.names)
        return True, f"{each}, the first on {format_date(first)}", ""
    return False, f"No letter about the rent went to {_together(left)}", "write to each of them separately"


def _affordable(facts: ProtocolFacts) -> Found:
    agreed = [letter for letter in facts.letters if letter.template in ("repay-confirmed", "repay-changed", "repay-kept")]
    if agreed:
        return True, f"Payments that they can afford were confirmed in writing on {format_date(agreed[-1].on)}", ""
    return (False, "Nothing shows that payments were offered that they can afford",
            "ask what they have and spend, and offer a sum")


def _statements(facts: ProtocolFacts) -> Found:
    sent = sorted(day for day in facts.statements if facts.since <= day <= facts.on)
    if not sent:
        return False, f"No rent statement was sent since {format_date(facts.since)}", "send one now, and every quarter"
    for before, after in zip([facts.since, *sent], [*sent, facts.on], strict=True):
        if after - before > _QUARTER:
            return False, (f"No rent statement was sent between {format_date(before)} and {format_date(after)}: a statement is "
                           "asked for every quarter"), "send one now, and say why one is missing"
    return True, f"{_times(len(sent))} since {format_date(facts.since)}, the last on {format_date(sent[-1])}", ""


def _understanding(facts: ProtocolFacts) -> Found:
    if facts.equality:
        return True, f"The note of the Equality Act: {facts.equality}", ""
    return False, "Nothing is written of their health, age or understanding", "ask, and write the note of the Equality Act"


def _direct(facts: ProtocolFacts) -> Found:
    if facts.benefit_direct:
        return True, f"It is paid direct: {facts.benefit}", ""
    asked = [letter for letter in facts.letters if letter.template.startswith("benefit-direct")]
    if asked:
        return True, f"They were written to about direct payments on {format_date(asked[-1].on)}", ""
    return False, "Nothing shows that payment from benefit was thought of", "ask for it, or record why it does not fit"


def _benefit(facts: ProtocolFacts) -> Found:
    if facts.benefit_answer == "complete":
        return False, "A benefit decision is awaited and everything for it was sent", "wait for the decision"
    helped = [letter for letter in facts.letters if letter.template.startswith("benefit-claim")]
    if facts.benefit_answer == "no":
        return True, "No claim is waiting that could pay what is owed", ""
    if helped:
        return True, f"They were written to about a claim on {format_date(helped[-1].on)}", ""
    said = "A claim waits for something from them" if facts.benefit_answer == "missing" else "Nobody asked about benefit"
    return False, said, "help them with the claim, and record what you did"


def _advice(facts: ProtocolFacts) -> Found:
    told = [letter for letter in facts.letters if letter.advice]
    if told:
        return True, f"The letter of {format_date(told[-1].on)} names free advisers", ""
    return False, "No letter on file tells them of free debt advice", "write, and name the advisers"


def _served(facts: ProtocolFacts) -> Found:
    if facts.served_on is None or facts.unserved:
        who = _together(facts.unserved or facts.names)
        return False, f"Not everybody was served: {who}", "serve the notice and record it"
    proof = f". No photograph or certificate of posting for {_together(facts.unproved, 'and')}" if facts.unproved else ""
    return True, f"Served on {_together(facts.names, 'and')}, as it counts on {format_date(facts.served_on)}{proof}", ""


def _after_notice(facts: ProtocolFacts) -> Found:
    talked = [c for c in facts.contacts if c.talked and facts.served_on is not None and c.on >= facts.served_on]
    if talked:
        return True, f"{talked[-1].how.capitalize()} on {format_date(talked[-1].on)}, noted by {talked[-1].by}", ""
    since = f" on {format_date(facts.served_on)}" if facts.served_on else ""
    return False, f"Nobody has talked with {_together(facts.names)} since the notice was served{since}", "ring them"


def _kept(facts: ProtocolFacts) -> Found:
    of_ours = [letter for letter in facts.letters if letter.template.startswith("repay")]
    last = of_ours[-1] if of_ours else None
    if last is None:
        return True, "No agreement to pay is on file, so none is being kept", ""
    if last.template.startswith("repay-broken"):
        return True, f"The agreement was broken, and they were warned on {format_date(last.on)}", ""
    return False, f"An agreement to pay stands since the letter of {format_date(last.on)}", (
        "while it is kept, wait; when it is broken, warn them with a clear day")


def _circumstances(facts: ProtocolFacts) -> Found:
    asked = [letter for letter in facts.letters if letter.template == "circumstances"]
    missing = [name for name in facts.names if name not in {letter.addressee for letter in asked}]
    if missing:
        return (False, f"Nobody asked {_together(missing)} in writing for their personal circumstances",
                "write the letter “Tell us about you before we decide”")
    return True, f"Asked in writing on {format_date(asked[-1].on)}", ""


def _nothing(what: str, way_out: str) -> Callable[[ProtocolFacts], Found]:
    return lambda _facts: (False, what, way_out)


def _holds(facts: ProtocolFacts) -> Found:
    if facts.stops_claim:
        return False, f"{facts.stops_claim[0]}: it stops a claim for the arrears", "wait until it has ended"
    return True, "No breathing space and no other hold stops a claim today", ""


def _time(facts: ProtocolFacts) -> Found:
    if facts.printed_on is None or facts.served_on is None:
        return False, "The notice has no date that has come", "serve it first"
    if facts.last_issue_on is not None and facts.on > facts.last_issue_on:
        return False, f"The notice lapsed after {format_date(facts.last_issue_on)}", "begin a new one"
    if facts.on < facts.printed_on:
        return False, f"The notice says {format_date(facts.printed_on)}, which has not come", "wait for that day"
    last = f"; the last day to issue is {format_date(facts.last_issue_on)}" if facts.last_issue_on else ""
    return True, f"The day on the notice has come: {format_date(facts.printed_on)}{last}", ""


def _rent(facts: ProtocolFacts) -> bool:
    return facts.rent


def _part_3(facts: ProtocolFacts) -> bool:
    return facts.part_3


def _always(_facts: ProtocolFacts) -> bool:
    return True


_STEPS = (
    _Step("contact", "Protocol 2.1", "In touch early: why it is owed, their money, benefit, how to repay", _contact, _rent),
    _Step("letters", "Protocol 2.1", "A separate letter to each person on the agreement", _letters, _rent),
    _Step("affordable", "Protocol, Part 2", "Sums that they can afford, from what they have and spend", _affordable, _rent),
    _Step("statements", "Protocol, Part 2", "Rent statements at least every quarter", _statements, _rent),
    _Step("understanding", "Protocol, Part 1", "Health, age and understanding; the Equality Act", _understanding, _always),
    _Step("direct", "Protocol, Part 2", "Payments direct from benefit, where they fit", _direct, _rent),
    _Step("benefit", "Protocol, Part 2", "Help with Housing Benefit or Universal Credit", _benefit, _rent),
    _Step("advice", "Protocol, Part 2", "Told to get free debt advice", _advice, _rent),
    _Step("served", "The notice", "Served on each of them", _served, _always, by_hand=False),
    _Step("after_notice", "Protocol 2.8", "Talked with them after the notice and before the claim", _after_notice, _rent),
    _Step("kept", "Protocol 2.8", "No agreement that is being kept; a broken one warned of", _kept, _rent),
    _Step("other_ways", "Protocol 2.10", "Another way than the court was thought of", _nothing(
        "Nothing is written of another way than the court", "think of mediation or a complaint, and write what you decided"),
          _rent),
    _Step("part_3_letter", "Protocol, Part 3", "Wrote why, and asked for their circumstances by a day", _circumstances,
          _part_3),
    _Step("part_3_decision", "Protocol, Part 3", "What they said was weighed, and the decision written down", _nothing(
        "No decision on their circumstances is written down", "weigh them, write the decision, and put it in the particulars"),
          _part_3),
    _Step("holds", "Debt Respite Scheme", "No breathing space, and nothing else that stops a claim", _holds, _rent,
          by_hand=False),
    _Step("time", "The notice", "Its day has come, and it has not lapsed", _time, _always, by_hand=False))
TITLES = {step.key: step.title for step in _STEPS}
BY_HAND = frozenset(step.key for step in _STEPS if step.by_hand)
"""The steps that a person may record; the others are shown by what is on file alone."""
