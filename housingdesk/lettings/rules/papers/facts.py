"""From the answers of a sign-up to what its papers say: fields, conditions, schedules and who signs. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from housingdesk.errors import Refused
from housingdesk.letters.rules.content import Sender
from housingdesk.letters.rules.merge import BlockKind
from housingdesk.letters.rules.paper_content import NamedRows, Place
from housingdesk.letters.rules.paper_fields import FACTS
from housingdesk.letters.rules.paper_samples import CONTRACT_WORDS
from housingdesk.letters.rules.papers import PaperCharge, PaperFacts
from housingdesk.letters.rules.words import AgreementKind, Words, words_for
from housingdesk.lettings.rules.papers.pack import PaperRule, Signs
from housingdesk.lettings.rules.signup.known import Known
from housingdesk.lettings.rules.signup.schedule import Basis, first_charge
from housingdesk.lettings.rules.words import Flow
from housingdesk.rent.rules.charging import weekly_equivalent
from housingdesk.rent.rules.words import BENEFIT_ELIGIBLE, PER, ChargeCode, Frequency
from housingdesk.tenancies.rules import LICENCES, TenancyKind
from housingdesk.values.dates import add_months, format_date, format_full
from housingdesk.values.money import format_pence, portion
from housingdesk.values.references import format_nino, format_payment_reference

_SERVICES = frozenset({ChargeCode.ELIGIBLE_SERVICE, ChargeCode.INELIGIBLE_SERVICE})
_BENEFITS = {"1": "hb", "6": "uc"}
_PERIODS = {Frequency.WEEKLY: "every Monday, for the week ahead", Frequency.FORTNIGHTLY: "every second Monday, for two weeks",
            Frequency.FOUR_WEEKLY: "every fourth Monday, for four weeks",
            Frequency.MONTHLY: "on the first day of each month, for the month",
            Frequency.NIGHTLY: "every Monday, for the nights of the week ahead"}
_CONSENTS = {
    "consent_support": "We share what your support provider needs to know, and they share with us",
    "consent_council": "We talk to the council about your benefit",
    "consent_dwp": "We talk to the Department for Work and Pensions about Universal Credit",
    "consent_tax": "We tell council tax and the energy and water companies that you moved in",
    "consent_health": "We share health information with those who care for you",
    "consent_photo": "We keep a photograph of you",
    "consent_texts": "We send you texts and e-mails",
    "consent_surveys": "We ask you what you think of us in surveys",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letting:
    """What is known of a letting before there is an agreement on file; ``reference`` is the payment reference.

    ``costs`` is how it will be charged, None while that is not known. ``keys``, ``meters`` and ``certificates`` are as a
    paper lists them. ``support`` names the support provider.
    """

    known: Known
    sender: Sender
    kind: TenancyKind
    flow: Flow
    home: str
    home_kind: str
    reference: str
    officer: str
    social: bool
    council: str
    keys: NamedRows
    meters: NamedRows
    certificates: NamedRows
    support: str
    costs: Basis | None = None
    starter_months: int = 12
    pack_number: str = ""
    placed_by: str = ""
    placed_because: str = ""

    @property
    def words(self) -> Words:
        """How the agreement, the charge and the person are called."""
        if self.kind is TenancyKind.CONTRACT:
            return CONTRACT_WORDS
        return words_for(AgreementKind.LICENCE if self.kind in LICENCES else AgreementKind.TENANCY)

    @property
    def names(self) -> tuple[str, ...]:
        """Who holds it, the lead first; Refused while a name is missing."""
        found = tuple(self.known.answers.look(f"name_{number}").strip() for number in self.known.holders)
        if not all(found):
            raise Refused("The name of somebody who signs is not known yet")
        return found

    @property
    def starts_on(self) -> date:
        """The first day; Refused while it is not known."""
        day = self.known.answers.day("starts_on")
        if day is None:
            raise Refused("The start date is not known yet")
        return day

    @property
    def frequency(self) -> Frequency:
        """How often it is charged."""
        return Frequency(self.known.answers.look("frequency") or Frequency.WEEKLY)

    @property
    def basis(self) -> Basis:
        """How it is charged, as the account will be; Refused while that is not known."""
        assert self.starts_on
        if self.costs is None:
            raise Refused("It is not known yet what is charged")
        return self.costs


def signers(letting: Letting, rule: PaperRule) -> tuple[Place, ...]:
    """Who signs a paper, in the order of the places on it."""
    if rule.signs is Signs.NOBODY:
        return ()
    people = [Place(name, letting.words.person) for name in letting.names]
    attorney = letting.known.answers.look("signs_name").strip()
    if attorney and letting.known.answers.look("signs") not in ("", "self"):
        people[0] = Place(attorney, f"for {people[0].name}, {letting.words.person}")
    if rule.signs is Signs.LEAD:
        return tuple(people[:1])
    ours = (Place(letting.officer, f"for {letting.sender.name}"),) if rule.signs is Signs.ALL else ()
    return (*people, *ours)


def paper_facts(letting: Letting, rule: PaperRule, on: date) -> PaperFacts:
    """What one paper is made from; Refused, with what is missing, when it cannot be made yet."""
    facts = _facts(letting)
    return PaperFacts(
        sender=letting.sender, on=on, reference=f"{letting.names[0]} · {letting.home}", words=letting.words,
        fields=_fields(letting, facts, on), facts={name: name in facts for name in FACTS}, rows=_rows(letting),
        charges=_charges(letting), every=_every(letting), signers=signers(letting, rule),
        large_print=letting.known.answers.look("need_large_print") == "yes")


def _every(letting: Letting) -> str:
    return PER[letting.frequency].removeprefix("a ")


def _charges(letting: Letting) -> tuple[PaperCharge, ...]:
    covered = letting.kind is not TenancyKind.CONTRACT
    return tuple(PaperCharge(line.description, line.pence, line.pence if covered and line.code in BENEFIT_ELIGIBLE else 0)
                 for line in letting.basis.lines)


def _facts(letting: Letting) -> frozenset[str]:
    look, charges = letting.known.answers.look, _charges(letting)
    benefit = _BENEFITS.get(look("benefit"), "")
    so = {
        "joint": len(letting.names) > 1, "weekly": letting.frequency is not Frequency.MONTHLY,
        "has_services": any(line.code in _SERVICES for line in letting.basis.lines),
        "has_own": sum(c.pence - c.eligible_pence for c in charges) > 0, "supported": bool(letting.support),
        "benefit": bool(benefit), benefit: bool(benefit), "to_landlord": bool(benefit) and letting.known.paid_to_us,
        "covered_known": letting.known.covered > 0, "social": letting.social,
        "starter_until_known": letting.kind is TenancyKind.STARTER,
        "fixed_until_known": letting.known.answers.day("fixed_until") is not None, "email_known": bool(letting.sender.email),
        "emergency": letting.flow is Flow.EMERGENCY, "has_gas": look("has_gas") == "yes",
        "meters_known": bool(letting.meters), "licence": letting.kind in LICENCES,
        "garage": letting.kind is TenancyKind.CONTRACT,
    }
    return frozenset(name for name, is_so in so.items() if is_so)


def _fields(letting: Letting, facts: frozenset[str], on: date) -> Mapping[str, str]:
    charges, first, month = _charges(letting), first_charge(letting.basis), letting.frequency is Frequency.MONTHLY
    total, eligible = sum(c.pence for c in charges), sum(c.eligible_pence for c in charges)
    landlord, address = letting.sender.landlord
    names, fixed = letting.names, letting.known.answers.day("fixed_until")
    return {
        "names": " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part), "home": letting.home,
        "association": letting.sender.name, "landlord_name": landlord, "notices_address": address,
        "email": letting.sender.email, "today": format_full(on), "officer": letting.officer,
        "starts": format_full(letting.starts_on),
        "starter_until": format_date(starter_until(letting)) if "starter_until_known" in facts else "",
        "fixed_until": format_date(fixed) if fixed else "", "every": _every(letting),
        "due_day": "first day of the month" if month else "Monday", "charge_total": format_pence(total),
        "eligible_total": format_pence(eligible), "own_total": format_pence(total - eligible),
        "covered": format_pence(letting.known.covered) if letting.known.covered else "",
        "own_part": format_pence(letting.known.own) if letting.known.covered else "",
        "other_total": format_pence(total * 12 if month else portion(weekly_equivalent(total, letting.frequency), 52, 12)),
        "other_every": "year" if month else "month",
        "first_charge": format_pence(first.pence),
        "first_days": f"{format_full(first.start)} to {format_full(first.until - timedelta(1))}",
        "first_due": format_full(first.start),
        "payment_reference": format_payment_reference(letting.reference), "council": letting.council or "the council",
        "pack_number": letting.pack_number, "placed_by": letting.placed_by, "placed_because": letting.placed_because,
        "support_provider": letting.support,
    }


def starter_until(letting: Letting) -> date:
    """The last day of the starter period, as the association's months make it."""
    return add_months(letting.starts_on, letting.starter_months) - timedelta(1)


def _rows(letting: Letting) -> Mapping[BlockKind, NamedRows]:
    landlord, address = letting.sender.landlord
    words, names = letting.words, letting.names
    people = tuple((words.person.capitalize() if not number else f"Joint {words.person}", name)
                   for number, name in enumerate(names))
    return {
        BlockKind.PARTIES: ((words.provider.capitalize(), landlord), ("Address for notices", address), *people,
                            *_others(letting)),
        BlockKind.HOME: _home(letting), BlockKind.DATES: _dates(letting), BlockKind.SERVICES: _services(letting),
        BlockKind.FIRST_CHARGE: _first(letting),
        BlockKind.SLIP: (("Name", names[0]), ("Home", letting.home),
                         ("Payment reference", format_payment_reference(letting.reference)), *_first(letting)),
        BlockKind.CLAIMANT: _claimant(letting), BlockKind.KEYS: letting.keys or (("Keys handed over", ""),),
        BlockKind.METERS: letting.meters, BlockKind.CERTIFICATES: letting.certificates,
        BlockKind.CONSENTS: tuple((words, letting.known.answers.look(key)) for key, words in _CONSENTS.items()
                                  if key != "consent_support" or letting.support),
    }


def _others(letting: Letting) -> NamedRows:
    """Who else lives there, without holding it."""
    known = letting.known
    found = [known.answers.look(f"name_{n}").strip() for n in range(1, known.people + 1) if n not in known.holders]
    named = [name for name in found if name]
    return (("Also living there", ", ".join(named)),) if named and letting.kind is not TenancyKind.CONTRACT else ()


def _home(letting: Letting) -> NamedRows:
    bedrooms = letting.known.answers.number("bedrooms")
    return (("Address", letting.home), ("Kind", letting.home_kind),
            *((("Bedrooms", str(bedrooms)),) if bedrooms and letting.kind is not TenancyKind.CONTRACT else ()))


def _dates(letting: Letting) -> NamedRows:
    rows = [("It starts on", format_full(letting.starts_on)), ("Charged", _PERIODS[letting.frequency])]
    fixed = letting.known.answers.day("fixed_until")
    if letting.kind is TenancyKind.STARTER:
        rows.append(("Starter period ends on", format_date(starter_until(letting))))
    if letting.kind is TenancyKind.FIXED_TERM:
        if fixed is None:
            raise Refused("The last day of the fixed term is not known yet")
        rows.append(("Fixed term ends on", format_date(fixed)))
    return tuple(rows)


def _services(letting: Letting) -> NamedRows:
    return tuple((line.description, f"{format_pence(line.pence)} each {_every(letting)}") for line in letting.basis.lines
                 if line.code in _SERVICES)


def _first(letting: Letting) -> NamedRows:
    first = first_charge(letting.basis)
    return (("For", f"{format_full(first.start)} to {format_full(first.until - timedelta(1))}"),
            ("Amount", format_pence(first.pence)), ("Due on", format_full(first.start)))


def _claimant(letting: Letting) -> NamedRows:
    look, born = letting.known.answers.look, letting.known.answers.day("born_on_1")
    nino = look("nino_1")
    return (("Name", letting.names[0]), ("Date of birth", format_date(born) if born else ""),
            ("National Insurance number", format_nino(nino) if nino else ""), ("Home", letting.home),
            ("Telephone", look("phone_1")))
