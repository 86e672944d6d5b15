"""Made-up people on whom a letter is tried: a plain one, and those to whom letters are hardest to write."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from housingdesk.letters.rules.address import PostalAddress
from housingdesk.letters.rules.arrears import Every, benefit_sentence, in_words, recent_account
from housingdesk.letters.rules.compose import LetterFacts
from housingdesk.letters.rules.content import AccountRow, HelpLine, Sender, SignOff
from housingdesk.letters.rules.fields import CATALOGUE, FACTS
from housingdesk.letters.rules.merge import Template
from housingdesk.letters.rules.words import AgreementKind, words_for

_TODAY = date(2026, 11, 23)
SENDER = Sender("Dale Vale Homes", ("2 Mill Lane", "Dalebrook", "ZZ9 9ZZ"), "01632 960 118", "Monday to Friday, 9am to 5pm",
                 "hello@dalevale.example")
_HELP = (HelpLine("Citizens Advice", "0800 144 8848"), HelpLine("National Debtline", "0808 808 4000"),
         HelpLine("Shelter", "0808 800 4444"))
_WAYS = (("Standing order", "to Dale Vale Homes, sort code 12-34-56, account 12345678"), ("By card", "ring 01632 960 118"))
_COSTS = (("Each week for the home", "£98.20"), ("Cleaning and lights", "£14.20"), ("Together, each week", "£112.40"))
_OWING = (AccountRow(date(2026, 10, 26), "Week of 26 October", 11240, 0, 47176),
          AccountRow(date(2026, 10, 30), "Standing order returned", 5000, 0, 52176),
          AccountRow(date(2026, 11, 2), "Week of 2 November", 11240, 0, 63416),
          AccountRow(date(2026, 11, 13), "Universal Credit", 0, 38920, 24496),
          AccountRow(date(2026, 11, 23), "Weeks to 23 November", 23720, 0, 48216))
_IN_CREDIT = (AccountRow(date(2026, 11, 2), "Week of 2 November", 11240, 0, 1240),
              AccountRow(date(2026, 11, 13), "Universal Credit", 0, 38920, -37680))
_USUAL = frozenset({"court_needed", "charged", "owing", "email_known"})


@dataclass(frozen=True, slots=True)
class Sample:
    """One person to try a letter on. ``so`` are the facts that are so for them; ``others`` hold the agreement with them."""

    key: str
    words: str
    address: PostalAddress
    so: frozenset[str] = _USUAL
    others: tuple[str, ...] = ()
    answers_all: bool = True
    large_print: bool = False


_HOME = PostalAddress(("Amina Khan",), "14 Dale Road", "Dalebrook", "ZZ9 9ZZ")
SAMPLES: tuple[Sample, ...] = (
    Sample("plain", "A plain case", _HOME),
    Sample("longest", "The longest name", PostalAddress(("Maximiliana Oluwaseun Featherstonehaugh-Cholmondeley",),
                                                        "75 Albert Road", "Dalebrook", "ZZ1 1DD", "Flat 2"),
           _USUAL | {"supported"}),
    Sample("joint", "Two who hold the home together", PostalAddress(("Żaneta Wiśniewska-Ścibor",), "12 Łąkowa Court",
                                                                  "Dalebrook", "ZZ1 1AJ", "Flat 5"),
           _USUAL | {"joint"}, ("Grzegorz Brzęczyszczykiewicz",)),
    Sample("nine", "An address of nine lines", PostalAddress(
        ("Nguyễn Thị Ánh Tuyết", "Amina Khan"), "75 Albert Road", "Dalebrook", "ZZ1 1DD", "Room 2, Cluster 2",
        "The Old Counting House", "Tenterfields", "Northshire"), _USUAL - {"charged"} | {"joint", "benefit_pays_part"},
        ("Amina Khan",)),
    Sample("credit", "An account in credit", _HOME, _USUAL - {"owing", "charged"} | {"in_credit", "benefit_direct"}),
    Sample("licence", "A licence, with a support worker", PostalAddress(("Joy Okafor",), "5 Mill Lane", "Dalebrook",
                                                                      "ZZ9 9ZA", "Room 3", "Beech House"),
           _USUAL - {"court_needed", "email_known"} | {"licence", "supported"}, answers_all=False),
    Sample("large", "Large print, somebody who has left", _HOME, _USUAL | {"ending", "former"}, large_print=True),
)


def sample_facts(template: Template, sample: Sample) -> LetterFacts:
    """What a letter to a made-up person is made from. What the letter needs to be true is true for each of them."""
    so = sample.so | set(template.needs)
    kind = AgreementKind.LICENCE if "licence" in so else AgreementKind.TENANCY
    rows = _IN_CREDIT if "in_credit" in so else _OWING
    return LetterFacts(
        sender=SENDER, address=sample.address, greeting=sample.address.names[0], on=_TODAY, our_reference="T004471",
        please_ask_for="A. Brown", words=words_for(kind), fields={**_fields(so, sample), **_answers(template, sample)},
        facts={name: name in so for name in FACTS}, signed_by=SignOff("A. Brown", "Housing Coordinator"),
        account=recent_account(rows), help_lines=_HELP, ways_to_pay=_WAYS, costs=_COSTS,
        large_print=sample.large_print,
        with_statement="with_statement" in so,
        expected="" if "in_credit" in so else "Universal Credit of £389.20 is expected on 6 December. It is not counted above.")


def _fields(so: frozenset[str] | set[str], sample: Sample) -> Mapping[str, str]:
    """Every field as it is for them; one that does not apply is empty, so that a letter that does not ask first is refused."""
    usual = {name: known.example if not known.given_when or known.given_when in so else "" for name, known in CATALOGUE.items()}
    home = sample.address
    own = {"name": home.names[0], "home": f"{' '.join(part for part in (home.unit, home.building, home.street) if part)}, "
           f"{home.town} {home.postcode}", "every": "week"}
    if "joint" in so:
        own["others"] = in_words(sample.others or ("Yusuf Khan",))
    if "benefit_pays_part" in so:
        own |= {"owed": "£46.40", "benefit_line": benefit_sentence(date(2026, 10, 25), 1160, Every.WEEK, 4640)}
    if "in_credit" in so:
        own["owed"] = "£0.00"
    return {**usual, **own}


def _answers(template: Template, sample: Sample) -> Mapping[str, str]:
    return {ask.name: ask.example if sample.answers_all or not ask.optional else "" for ask in template.asks}
