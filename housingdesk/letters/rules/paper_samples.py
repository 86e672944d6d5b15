"""Made-up lettings on which a paper is tried: the people of letters, each with charges, dates and a home. Pure."""

from collections.abc import Mapping
from datetime import date

from housingdesk.letters.rules.merge import BlockKind, Family, Template
from housingdesk.letters.rules.paper_content import NamedRows, Place
from housingdesk.letters.rules.paper_fields import CATALOGUE, FACTS
from housingdesk.letters.rules.papers import PaperCharge, PaperFacts
from housingdesk.letters.rules.samples import SENDER, Sample
from housingdesk.letters.rules.words import AgreementKind, Words, words_for
from housingdesk.values.dates import format_date, format_full
from housingdesk.values.money import format_pence

CONTRACT_WORDS = Words(AgreementKind.LICENCE, "agreement", "charge", "holder", "holders", "owner")
_TODAY, _STARTS = date(2026, 11, 23), date(2026, 11, 30)
_WEEK = (PaperCharge("Rent", 9840, 9840), PaperCharge("Service charge: cleaning and light of shared parts", 650, 650),
         PaperCharge("Heating and hot water of your own room", 750, 0))
_MONTH = (PaperCharge("Rent", 123450, 123450),)
_ALONE = frozenset({"credit"})
_MANY = frozenset({"joint", "nine"})


def sample_paper(template: Template, sample: Sample) -> PaperFacts:
    """What a paper for a made-up letting is made from; what it needs to be true is true."""
    so = _so(template, sample)
    charges = _MONTH if "weekly" not in so else _WEEK if "has_services" in so else _WEEK[:1]
    names = (*sample.address.names[:1], *(sample.others or ("Yusuf Khan",))) if "joint" in so else sample.address.names[:1]
    home = f"{' '.join(p for p in (sample.address.unit, sample.address.building, sample.address.street) if p)}, " \
           f"{sample.address.town} {sample.address.postcode}"
    return PaperFacts(
        sender=SENDER, on=_TODAY, reference=f"{names[0]} · {home}", words=_words(so),
        every="week" if "weekly" in so else "month",
        fields=_fields(so, names, home, charges), facts={name: name in so for name in FACTS},
        rows=_rows(so, names, home, template), charges=charges, large_print=sample.large_print,
        signers=_signers(template, names, _words(so)))


def _signers(template: Template, names: tuple[str, ...], words: Words) -> tuple[Place, ...]:
    """All who hold an agreement and the association's officer; the other papers one person."""
    people = tuple(Place(name, words.person) for name in names)
    return (*people, Place("A. Brown", "for Dale Vale Homes")) if template.family is Family.LETTING else people[:1]


def _so(template: Template, sample: Sample) -> frozenset[str]:
    so = {"weekly", "has_services", "has_own", "social", "benefit", "hb", "to_landlord", "email_known", "has_gas",
          "starter_until_known", "fixed_until_known", "meters_known", "covered_known"} | set(template.needs)
    if sample.key in _ALONE:
        so -= {"weekly", "has_services", "has_own", "hb", "has_gas", "meters_known", "covered_known"}
        so |= {"uc"}
    if sample.key in _MANY:
        so |= {"joint"}
    if sample.key == "licence":
        so |= {"supported"}
        so -= {"email_known"}
    return frozenset(so | set(template.needs))


def _words(so: frozenset[str]) -> Words:
    if "garage" in so:
        return CONTRACT_WORDS
    return words_for(AgreementKind.LICENCE if "licence" in so else AgreementKind.TENANCY)


def _fields(so: frozenset[str], names: tuple[str, ...], home: str, charges: tuple[PaperCharge, ...]) -> Mapping[str, str]:
    usual = {name: known.example if not known.given_when or known.given_when in so else "" for name, known in CATALOGUE.items()}
    total, eligible = sum(c.pence for c in charges), sum(c.eligible_pence for c in charges)
    weekly = "weekly" in so
    return {**usual, "names": " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))), "home": home,
            "every": "week" if weekly else "month", "other_every": "month" if weekly else "year",
            "due_day": "Monday" if weekly else "first day of the month", "charge_total": format_pence(total),
            "eligible_total": format_pence(eligible), "own_total": format_pence(total - eligible),
            "other_total": format_pence(total * 52 // 12 if weekly else total * 12), "first_charge": format_pence(total)}


def _rows(so: frozenset[str], names: tuple[str, ...], home: str, template: Template) -> Mapping[BlockKind, NamedRows]:
    words = _words(so)
    people = tuple((words.person.capitalize() if number == 0 else f"Joint {words.person}", name)
                   for number, name in enumerate(names))
    dates = [("It starts on", format_full(_STARTS)), ("Charged", "every Monday, for the week ahead")]
    if template.family is Family.LETTING and "starter_until_known" in so and "starter" in template.key:
        dates.append(("Starter period ends on", format_date(date(2027, 11, 29))))
    return {
        BlockKind.PARTIES: ((words.provider.capitalize(), "Dale Vale Homes"),
                            ("Address for notices", "2 Mill Lane, Dalebrook, ZZ9 9ZZ"), *people),
        BlockKind.HOME: (("Address", home), ("Kind", "garage" if "garage" in so else "room" if "licence" in so else "flat"),
                                         *((("Bedrooms", "2"),) if "weekly" in so and "garage" not in so else ())),
        BlockKind.DATES: tuple(dates),
        BlockKind.SERVICES: (("Service charge: cleaning and light of shared parts", "£6.50 each week"),
                             ("Heating and hot water of your own room", "£7.50 each week")),
        BlockKind.FIRST_CHARGE: (("For", "Monday 30 November 2026 to Sunday 6 December 2026"), ("Amount", "£112.40"),
                                 ("Due on", "Monday 30 November 2026")),
        BlockKind.SLIP: (("Name", names[0]), ("Home", home), ("Payment reference", "600 044 716"), ("First payment", "£112.40"),
                         ("Due on", "Monday 30 November 2026")),
        BlockKind.CLAIMANT: (("Name", names[0]), ("Date of birth", "14 March 1988"), ("National Insurance number", ""),
                             ("Home", home), ("Telephone", "")),
        BlockKind.KEYS: (("Front door", "2 keys, tag A14"), ("Room", "1 key, tag A15")),
        BlockKind.METERS: (("Electricity, meter E123", ""), ("Gas, meter G456", "01234")),
        BlockKind.CERTIFICATES: (("Gas safety record", "done on 3 November 2026, runs out on 3 November 2027"),
                                 ("Electrical report (EICR)", "done on 5 May 2024, runs out on 5 May 2029")),
        BlockKind.CONSENTS: (("Share with the support provider", "yes"), ("Surveys", "no"), ("Texts and e-mails", "")),
    }
