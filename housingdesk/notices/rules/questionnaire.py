"""The questions themselves, and which of them each notice asks. Pure."""

from collections.abc import Sequence

from housingdesk.notices.rules.pack import Ground, Notice, Rule
from housingdesk.notices.rules.questions import CLAUSE, POST_DAYS, Asks, Means, Option, Question

ENDING = frozenset({Rule.GROUNDS, Rule.SHORTHOLD, Rule.QUIT, Rule.FOUR_WEEKS, Rule.AGREED_DAYS, Rule.AT_ONCE, Rule.SECURE})
"""The notices that may end with somebody losing their home."""


_WITHOUT_GROUNDS = frozenset({Rule.SHORTHOLD, Rule.QUIT, Rule.FOUR_WEEKS, Rule.AGREED_DAYS, Rule.ONE_PERIOD})


def _stop(key: str, words: str, why: str, way_out: str) -> Option:
    return Option(key, words, Means.STOPS, why, way_out)


def _look(key: str, words: str, why: str, way_out: str = "") -> Option:
    return Option(key, words, Means.LOOK, why, way_out)


_SUPPORT = Question("support", "Was the support provider or key worker told?", options=(
    Option("told", "Yes, they know"), Option("none", "Nobody supports them"),
    _look("not yet", "Not yet", "The support worker does not know yet", "Ring them before it is served")))
_EQUALITY = Question("equality", "Disability, illness, age, caring: what do you know, and why is it right all the same?",
                     Asks.WORDS, hint="The note of the Equality Act. Say so if nothing is known, and how you asked")
_BENEFIT = Question("benefit", "Is a benefit claim waiting that could pay what is owed?", options=(
    Option("no", "No claim is waiting"),
    _look("missing", "A claim waits for something from them", "A benefit claim waits for something from them",
          "Help them to send it: a court will ask"),
    _stop("complete", "A claim waits, and everything was sent", "A benefit decision is awaited and everything for it was sent",
          "Wait for the decision (Pre-Action Protocol for Possession Claims by Social Landlords)")))
_FOR_ARREARS = Question("for_arrears", "Is money that is owed the reason, or one of them?", options=(
    Option("no", "No"), Option("yes", "Yes")), hint="A breathing space or a dispute stops what is done because of the debt")
_CONTACT = Question("contact", "Did you talk with each of them, and offer to agree payments they can afford?", options=(
    Option("yes", "Yes, and it is in the notes"), Option("tried", "Tried more than once, and it is in the notes"),
    _stop("no", "Not yet", "Nobody has talked with them about the arrears yet",
          "Ring, visit or write first, and offer an agreement (protocol 2.1)")))
_TERM = Question("in_term", "Does the agreement itself let you use these grounds while the fixed term runs?", options=(
    Option("yes", "Yes, there is a clause"),
    _stop("no", "No", "The fixed term runs and the agreement does not allow it", "Wait for the end of the term (s.7(6))")))
_GAS = Question("gas", "Was the gas safety record given to them?", options=(
    Option("yes", "Yes"), Option("no gas", "There is no gas"),
    _stop("no", "No", "The gas safety record was not given", "Give it now, and keep proof")))
_EPC = Question("epc", "Was the energy certificate given to them?", options=(
    Option("yes", "Yes"), Option("exempt", "None is needed"),
    _stop("no", "No", "The energy certificate was not given", "Give it now, and keep proof")))
_DEPOSIT = Question("deposit", "Is a deposit protected?", options=(
    Option("none", "No deposit was taken"), Option("yes", "It is protected, and they were told in time"),
    _stop("no", "It is not protected", "A deposit was taken and is not protected", "Return it in full first")))
_HMO = Question("hmo", "Does the home need a licence?", options=(
    Option("none", "No licence is needed"), Option("yes", "It has one"),
    _stop("no", "It needs one and has none", "The home needs a licence and has none", "Apply for the licence first")))
_LOST = Question("lost", "Why is the tenancy no longer assured?", options=(
    Option("left", "They live somewhere else, and the evidence is kept"),
    Option("sublet", "The whole home is let to somebody else (s.15A)"),
    Option("died", "The tenant has died and nobody succeeds"),
    _stop("assured", "It is still assured", "A landlord’s notice to quit does not end an assured tenancy (s.5(1))",
          "Use Form 3 with a ground")))
_PUBLIC_TRUSTEE = Question("trustee", "Does a copy go to the Public Trustee with form NL1?", options=(
    Option("yes", "Yes, it goes the same day"), Option("not dead", "Nobody has died"),
    _stop("no", "No", "After a death the Public Trustee must have a copy (s.18 LP(MP)A 1994)", "Send the copy with form NL1")))
_VIOLENCE = Question("violence", "What happened, when, who saw it, and what the police said", Asks.WORDS)
_DAYS = Question("agreed_days", "How many days of notice does the agreement ask for?", Asks.NUMBER,
                 hint="Look in the agreement: commonly 7 or 28")
_CLAUSE_13 = Question("review_clause", "Does the agreement have a clause of its own for raising the rent?", options=(
    Option("no", "No"),
    _stop("yes", "Yes", "The agreement has its own clause, so section 13 cannot be used (s.13(1)(b))",
          "Use the notice of a rent increase under the agreement")))
_CLAUSE_OWN = Question("increase_clause", "Does the agreement have a clause of its own for raising the rent?", options=(
    Option("yes", "Yes"),
    _stop("no", "No", "Without a clause in the agreement the rent cannot be raised like this", "Use Form 4")))
_NEW_RENT = Question("new_rent", "The new rent or charge for each period", Asks.MONEY)
_LAST_INCREASE = Question("last_increase", "When did the rent last go up?", Asks.DAY,
                          hint="Empty if it never did. Write it like 2026-04-06")
_DECIDES = Question("decides", "Who decides a review, if they ask for one?", Asks.WORDS)
_PARTNER = Question("partner", "Is the partner who left served with a notice as well (s.8A)?", options=(
    Option("yes", "Yes, on the same day"),
    _stop("no", "No", "Ground 14A needs a notice to the partner who left as well", "Prepare and serve it with this one")))
_CONVICTED = Question("convicted", "When was the conviction or finding for ground 7A?", Asks.DAY,
                      hint="The notice must be served within 12 months, of a closure order within 3. Like 2026-04-06")


def questions(notice: Notice, grounds: Sequence[Ground], *, in_term: bool, supported: bool, died: bool) -> list[Question]:
    """What is asked for this notice, in the order of the page."""
    numbers, ending = {ground.number for ground in grounds}, notice.rule in ENDING
    rent = any(ground.rent for ground in grounds)
    shown = [
        (CLAUSE, True), (POST_DAYS, True), (_VIOLENCE, notice.rule is Rule.AT_ONCE),
        (_FOR_ARREARS, notice.rule in _WITHOUT_GROUNDS), (_CONTACT, rent), (_BENEFIT, rent),
        (_TERM, in_term and notice.rule is Rule.GROUNDS), (_CONVICTED, "7A" in numbers), (_PARTNER, "14A" in numbers),
        (_GAS, notice.rule is Rule.SHORTHOLD), (_EPC, notice.rule is Rule.SHORTHOLD), (_DEPOSIT, notice.rule is Rule.SHORTHOLD),
        (_HMO, notice.rule is Rule.SHORTHOLD), (_LOST, notice.key == "ntq-landlord"),
        (_PUBLIC_TRUSTEE, notice.key == "ntq-landlord" and died),
        (_DAYS, notice.rule in (Rule.AGREED_DAYS, Rule.AGREED_INCREASE)), (_CLAUSE_13, notice.rule is Rule.INCREASE),
        (_CLAUSE_OWN, notice.rule is Rule.AGREED_INCREASE),
        (_NEW_RENT, notice.rule in (Rule.INCREASE, Rule.AGREED_INCREASE)),
        (_LAST_INCREASE, notice.rule in (Rule.INCREASE, Rule.AGREED_INCREASE)), (_DECIDES, notice.rule is Rule.STARTER),
        (_SUPPORT, ending or supported), (_EQUALITY, ending or notice.rule is Rule.STARTER)]
    return [question for question, wanted in shown if wanted]
