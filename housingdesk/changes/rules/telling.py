"""Who hears of an ending or a change, and in which words. Pure: nothing here is sent, and nothing is said to have been sent."""

from datetime import date

from housingdesk.changes.rules.words import ToldParty
from housingdesk.tenancies.rules import BenefitRoute, EndReason, TenancyKind
from housingdesk.values.dates import DAY, format_date
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import line_problem, text_problem

TASK = "Tell everybody that it ends: "
_HB = frozenset({BenefitRoute.HB_EXEMPT, BenefitRoute.HB_TEMPORARY, BenefitRoute.HB_PENSION})
_UC = frozenset({BenefitRoute.UC_TENANT, BenefitRoute.UC_DIRECT})


@frozen
class EndingFacts:
    """What the messages say of an agreement that ends on ``last_day``."""

    association: str
    reference: str
    kind: TenancyKind
    agreement: str
    names: str
    address: str
    postcode: str
    last_day: date
    reason: EndReason | None
    route: BenefitRoute
    claim_reference: str = ""
    council: str = ""
    support: str = ""
    forwarding: str = ""
    owed_pence: int = 0
    payment_reference: str = ""


@frozen
class Message:
    """The text for one party: to whom, the subject line, the words."""

    whom: ToldParty
    name: str
    subject: str
    text: str


@frozen
class ToldDraft:
    """Somebody was told: how and on which day, and what went."""

    on: date
    how: str
    name: str
    what: str

    def problems(self, today: date) -> list[Problem]:
        """All that stands against writing it down."""
        found = [Problem("on", "Only what has gone is written down")] if self.on > today else []
        if not self.how.strip():
            found.append(Problem("how", "Say how they were told: e-mail, phone, website, letter"))
        if not self.what.strip():
            found.append(Problem("what", "Keep the words that went"))
        for field, what, longest in (("how", "How", 120), ("name", "The name", 200)):
            said = line_problem(getattr(self, field), what, longest)
            found += [Problem(field, said)] if said else []
        said = text_problem(self.what, "The text", 2_000)
        return found + ([Problem("what", said)] if said else [])


def parties(route: BenefitRoute, kind: TenancyKind, supported: bool) -> tuple[ToldParty, ...]:
    """Who is to hear that an agreement ends.

    >>> [str(one) for one in parties(BenefitRoute.HB_EXEMPT, TenancyKind.LICENCE_EXCLUDED, True)][:3]
    ['Housing Benefit', 'council tax', 'support provider']
    """
    if kind is TenancyKind.CONTRACT:
        return (ToldParty.PROPERTY_SERVICES, ToldParty.FINANCE)
    found = [ToldParty.HOUSING_BENEFIT] if route in _HB else [ToldParty.UNIVERSAL_CREDIT] if route in _UC else []
    found.append(ToldParty.COUNCIL_TAX)
    if supported:
        found.append(ToldParty.SUPPORT)
    return (*found, ToldParty.PROPERTY_SERVICES, ToldParty.UTILITIES, ToldParty.FINANCE)


def message(whom: ToldParty, facts: EndingFacts) -> Message:
    """The words for one party, ready to send: facts alone, no more than that party needs."""
    verb = "ends"
    subject = f"{facts.address}: {facts.agreement} {verb} on {format_date(facts.last_day)}"
    body = _BODY[whom](facts) if whom in _BODY else _plain(facts)
    return Message(whom, _name(whom, facts), subject, f"{body}\n\n{facts.association}")


def _name(whom: ToldParty, facts: EndingFacts) -> str:
    if whom in (ToldParty.HOUSING_BENEFIT, ToldParty.COUNCIL_TAX):
        return facts.council
    return facts.support if whom is ToldParty.SUPPORT else ""


def _plain(facts: EndingFacts) -> str:
    return (f"The {facts.agreement} of {facts.names} at {facts.address}, {facts.postcode} ends. "
            f"The last day is {format_date(facts.last_day)}.")


def _benefit(facts: EndingFacts) -> str:
    claim = f"\nClaim reference: {facts.claim_reference}" if facts.claim_reference else ""
    went = f"\nNew address: {facts.forwarding}" if facts.forwarding else "\nNew address: not known to us"
    return (f"{_plain(facts)} Charges are due up to and including that day.\nOur reference: {facts.reference}{claim}{went}")


def _council_tax(facts: EndingFacts) -> str:
    went = f"\nForwarding address: {facts.forwarding}" if facts.forwarding else ""
    return (f"{_plain(facts)} From {format_date(facts.last_day + DAY)} the home is empty and ours to answer for.{went}")


def _support(facts: EndingFacts) -> str:
    return (f"{_plain(facts)} Agree with us when the last support visit is, and who hands over keys and belongings.")


def _works(facts: EndingFacts) -> str:
    return (f"{facts.address}, {facts.postcode} is empty from {format_date(facts.last_day + DAY)}. Inspection and safety "
            f"checks are wanted from that day; the keys are with the office.")


def _utilities(facts: EndingFacts) -> str:
    return (f"{facts.address}, {facts.postcode}: the occupier leaves on {format_date(facts.last_day)}. From the day after, "
            f"bills for the empty home come to {facts.association}. Meter readings on the day: gas …, electricity …, water …")


def _finance(facts: EndingFacts) -> str:
    money = (f"{format_pence(facts.owed_pence)} is owed today" if facts.owed_pence > 0 else
             f"{format_pence(-facts.owed_pence)} is in credit today" if facts.owed_pence < 0 else "Nothing is owed today")
    return (f"{facts.reference}, payment reference {facts.payment_reference or 'none'}: last day "
            f"{format_date(facts.last_day)}, {facts.reason or 'ended'}. {money}. Stop the direct debit and the benefit that is "
            f"expected after that day.")


_BODY = {ToldParty.HOUSING_BENEFIT: _benefit, ToldParty.UNIVERSAL_CREDIT: _benefit, ToldParty.COUNCIL_TAX: _council_tax,
         ToldParty.SUPPORT: _support, ToldParty.PROPERTY_SERVICES: _works, ToldParty.UTILITIES: _utilities,
         ToldParty.FINANCE: _finance}
