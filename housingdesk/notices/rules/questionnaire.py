"""The questions themselves, and which of them each notice asks. Pure."""

from collections.abc import Sequence

from housingdesk.notices.rules.pack import Ground, Notice, Rule
from housingdesk.notices.rules.questions import CLAUSE, POST_DAYS, Asks, Means, Option, Question
from housingdesk.notices.rules.service import BESIDES_THE_AGREEMENT

ENDING = frozenset({Rule.GROUNDS, Rule.SHORTHOLD, Rule.QUIT, Rule.FOUR_WEEKS, Rule.AGREED_DAYS, Rule.AT_ONCE, Rule.SECURE,
                    Rule.SECURE_ABSOLUTE})
"""The notices that may end with somebody losing their home."""


_WITHOUT_GROUNDS = frozenset({Rule.SHORTHOLD, Rule.QUIT, Rule.FOUR_WEEKS, Rule.AGREED_DAYS, Rule.ONE_PERIOD, Rule.STARTER})
_WARNINGS = frozenset({"warning-1", "warning-final", "breach"})
ABOUT_RENT = frozenset({"contact", "benefit"})
"""The questions that are asked where the notice rests on rent that is owed; without it their answers are dropped."""


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
_PARTNER = Question("partner", "Is the partner who left served with a copy as well?", options=(
    Option("yes", "Yes: the copy for the partner is prepared as soon as this one is printed"),
    Option("joint", "They are on the agreement, and are served with this one"),
    _stop("no", "No", "The partner who left and is not on the agreement needs a copy of the notice (s.8A; s.83A(3))",
          "Prepare “Copy of the notice for the partner who left” with this one")))
_CONDITION = Question("condition", "Which condition is met?", options=(
    Option("1", "1: a conviction for a serious offence"), Option("2", "2: an injunction was broken"),
    Option("3", "3: a criminal behaviour order was broken"), Option("4", "4: the home was closed for more than 48 hours"),
    Option("5", "5: a noise abatement notice or order was broken")), hint="The five conditions are the same in both Acts")
_CONVICTED = Question("convicted", "When was the conviction, finding or closure order?", Asks.DAY,
                      hint="The notice must be served within 12 months, of a closure order within 3. Like 2026-04-06")
_GROUND_1 = Question("ground_1", "What does ground 1 rest on?", options=(
    Option("rent", "Rent that is owed"), Option("other", "Another obligation that is broken"), Option("both", "Both")))
_SUITABLE = Question("suitable", "Is other accommodation that is suitable there when the order takes effect?", options=(
    Option("yes", "Yes, and we can show it"),
    _stop("no", "No", "These grounds need other accommodation that is suitable (HA 1985 Schedule 2 Part IV)",
          "Find it first, or leave these grounds out")))
_PARTNER_PERSON = Question("partner_person", "The partner who left", Asks.PERSON,
                           hint="Somebody on file. Add the person first if they are not, with their new address")
_TERM_BROKEN = Question("term", "Which clause is broken, and what does it say?", Asks.WORDS)
_EVIDENCE = Question("evidence", "What was seen, heard or found, each with its day?", Asks.WORDS,
                     hint="One line for each. It is printed")
_CHANGE = Question("change", "What must change?", Asks.WORDS, hint="So that they can do it and see that it is done. Printed")
_OFFER = Question("offer", "What help do we offer?", Asks.WORDS, hint="Printed. Say whom they can ring")
_FIRST_WARNING = Question("first", "Was there a written warning before?", options=(
    Option("yes", "Yes, and it still counts"),
    _look("grave", "No: this is too grave for a first warning", "There was no first warning", "Say in the reasons why"),
    _stop("no", "No", "A final warning follows a first one", "Begin a first written warning")))
_SINCE = Question("since", "Since when have they been away?", Asks.DAY, hint="The day somebody last saw them. Like 2026-10-05")
_ALLOWED = Question("allowed", "How many days away does the licence allow?", Asks.NUMBER, hint="Look in the licence")
_REACHED = Question("reached", "Who was asked where they are?", options=(
    Option("all", "They themselves, their support, and next of kin: nobody knows"),
    Option("away", "They are away, and said when they come back"),
    _look("some", "Some of them", "Not everybody was asked yet", "Ring, write and visit; ask the support and the next of kin"),
    _stop("no", "Nobody yet", "Nobody was asked where they are: they may be ill, or not safe",
          "Ask first; if you fear for them, ring the police")))
_GOODS = Question("goods", "What was left? List it", Asks.WORDS, hint="So that each thing can be told apart. Printed")
_KEPT_AT = Question("kept_at", "Where is it kept?", Asks.WORDS, hint="Printed")
_COLLECT = Question("collect", "When and how can they collect it?", Asks.WORDS, hint="Days and times, whom to ring. Printed")
_CHARGES = Question("charges", "What do we ask for keeping it?", Asks.MONEY,
                    hint="Empty for nothing. With a charge, three months")
_NEW_ROOM = Question("new_room", "Which room do they move to?", Asks.WORDS, hint="As the licence names it. Printed")
_NEW_CHARGE = Question("new_charge", "The charge for each period there", Asks.MONEY, hint="Empty if it stays as it is")
_AGREED_BY_ALL = Question("agreed", "Did they have time to think, and somebody to ask?", options=(
    Option("yes", "Yes, and they want to move"),
    _stop("no", "Not yet", "An agreement that somebody had no time for is no agreement", "Give them time, and talk again")))
_REVIEW_DAYS = Question("review_days", "Within how many days may they ask for a review?", Asks.NUMBER,
                        hint="Empty for the association’s own number, under Settings")


def questions(notice: Notice, grounds: Sequence[Ground], *, in_term: bool, supported: bool, died: bool,
              rent: bool) -> list[Question]:
    """What is asked for this notice, in the order of the page. ``rent``: it rests on rent that is owed."""
    numbers, ending, key = {ground.number for ground in grounds}, notice.rule in ENDING, notice.key
    bound = notice.rule not in BESIDES_THE_AGREEMENT
    absolute = "7A" in numbers or notice.rule is Rule.SECURE_ABSOLUTE
    shown = [
        (CLAUSE, bound), (POST_DAYS, bound), (_PARTNER_PERSON, notice.rule is Rule.COPY),
        (_VIOLENCE, notice.rule is Rule.AT_ONCE),
        *_of_warnings(key), *_of_absence(key), *_of_goods_and_rooms(notice.rule),
        (_FOR_ARREARS, notice.rule in _WITHOUT_GROUNDS or key in _WARNINGS),
        (_GROUND_1, any(ground.breach for ground in grounds)), (_CONTACT, rent), (_BENEFIT, rent),
        (_TERM, in_term and notice.rule is Rule.GROUNDS), (_CONDITION, absolute), (_CONVICTED, absolute),
        (_PARTNER, any(ground.partner for ground in grounds)), (_SUITABLE, any(ground.suitable for ground in grounds)),
        *((question, notice.rule is Rule.SHORTHOLD) for question in (_GAS, _EPC, _DEPOSIT, _HMO)),
        (_LOST, key == "ntq-landlord"), (_PUBLIC_TRUSTEE, key == "ntq-landlord" and died),
        *_of_increases(notice.rule), (_DECIDES, notice.rule in (Rule.STARTER, Rule.SECURE_ABSOLUTE)),
        (_REVIEW_DAYS, notice.review), (_SUPPORT, ending or supported), (_EQUALITY, ending or notice.rule is Rule.STARTER)]
    return [question for question, wanted in shown if wanted]


def _of_warnings(key: str) -> list[tuple[Question, bool]]:
    warning = key in _WARNINGS
    return [(_FIRST_WARNING, key == "warning-final"), (_TERM_BROKEN, warning), (_EVIDENCE, warning or key == "abandonment"),
            (_CHANGE, warning), (_OFFER, warning)]


def _of_absence(key: str) -> list[tuple[Question, bool]]:
    return [(_SINCE, key == "absence"), (_ALLOWED, key == "absence"), (_REACHED, key in ("absence", "abandonment"))]


def _of_goods_and_rooms(rule: Rule) -> list[tuple[Question, bool]]:
    goods = [(question, rule is Rule.GOODS) for question in (_GOODS, _KEPT_AT, _COLLECT, _CHARGES)]
    return goods + [(question, rule is Rule.FROM_A_DAY) for question in (_NEW_ROOM, _NEW_CHARGE, _AGREED_BY_ALL)]


def _of_increases(rule: Rule) -> list[tuple[Question, bool]]:
    either = rule in (Rule.INCREASE, Rule.AGREED_INCREASE)
    return [(_DAYS, rule in (Rule.AGREED_DAYS, Rule.AGREED_INCREASE)), (_CLAUSE_13, rule is Rule.INCREASE),
            (_CLAUSE_OWN, rule is Rule.AGREED_INCREASE), (_NEW_RENT, either), (_LAST_INCREASE, either)]
