"""The papers of a sign-up as they would be made today, each with its PDF or with what stands in the way, in a sentence."""

from dataclasses import dataclass, replace
from datetime import date

from housingdesk.errors import HousingDeskError, Refused
from housingdesk.letters.pdf import Issued, issue_letter, issue_paper
from housingdesk.letters.queries.envelopes import envelopes_of
from housingdesk.letters.queries.sender import sender_of
from housingdesk.letters.queries.templates import template_in_use
from housingdesk.letters.rules.compose import compose_letter
from housingdesk.letters.rules.merge import Template
from housingdesk.letters.rules.paper_content import NamedRows, Place
from housingdesk.letters.rules.papers import compose_paper
from housingdesk.lettings.models import SignUp
from housingdesk.lettings.pack_stock import pack_rules
from housingdesk.lettings.queries.signup.case import signup_case
from housingdesk.lettings.queries.signup.plan import basis_of
from housingdesk.lettings.rules.papers.facts import Letting, paper_facts, signers
from housingdesk.lettings.rules.papers.pack import PaperRule, Signs, papers_for
from housingdesk.lettings.rules.papers.welcome import welcome_facts
from housingdesk.lettings.rules.signup.known import Known
from housingdesk.lettings.rules.words import Flow
from housingdesk.properties import queries as homes
from housingdesk.properties.models import Council
from housingdesk.properties.queries.keys import keys_of
from housingdesk.properties.queries.meters import meters_of
from housingdesk.properties.queries.safety import certificates_of, safety_gaps
from housingdesk.settings import queries as settings_queries
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.dates import format_date
from housingdesk.values.references import payment_reference
from housingdesk.values.text import sentence_case

_CERTIFICATES = "certificates"
_NOT_RESERVED = payment_reference(0)
_GIVEN = {"gas": "given_gas", "electrical": "given_electrical", "energy": "given_energy", "smoke": "alarms_tested",
          "carbon monoxide": "alarms_tested", "fire": "fire_explained"}


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A paper as it is made: its wording, the PDF, and who signs in which place."""

    rule: PaperRule
    template: Template
    issued: Issued
    signers: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing from a pack, in a sentence; ``paper`` is the key of the paper it keeps from being made, or ``""``."""

    paper: str
    sentence: str


def letting_of(sign_up_id: int, on: date) -> Letting:
    """All that the papers of a sign-up are made from, on a day; NotFound if there is no such sign-up."""
    row = SignUp.get_by_id(sign_up_id)
    case = signup_case(sign_up_id, on)
    known, answers, home = case.known, case.answers, homes.space(row.space_id)
    values = settings_queries.values(on)
    council = None if home.council_id is None else Council.get_or_none(Council.id == home.council_id)
    return Letting(
        known=known, sender=sender_of(on), kind=row.kind, flow=row.flow, home=_one_line(row.space_id),
        home_kind=str(home.kind), reference=_reference(row, answers.look("payment_reference")), officer=row.begun_by,
        social=home.social_housing and row.kind is not TenancyKind.MARKET, council=council.name if council else "",
        keys=_keys(row.space_id, known), meters=_meters(row.space_id, known),
        certificates=_certificates(row.space_id, on), support=_support(known),
        costs=basis_of(case), starter_months=values["starter.max_months"], pack_number=row.pack_number or "",
        placed_by=row.placed_by, placed_because=row.placed_because)


def _reference(row: SignUp, reserved: str) -> str:
    """The reference of the account once there is one, until then the one that was reserved."""
    return (row.tenancy.payment_reference if row.tenancy_id is not None else "") or reserved or _NOT_RESERVED


def _one_line(space_id: int) -> str:
    lines = homes.letter_lines(space_id)
    return f"{', '.join(lines[:-1])} {lines[-1]}" if len(lines) > 1 else "".join(lines)


def _support(known: Known) -> str:
    look = known.answers.look
    return " of ".join(part for part in (look("worker_name").strip(), look("worker_organisation").strip()) if part)


def _keys(space_id: int, known: Known) -> NamedRows:
    """What was said at the desk, else the sets of the register."""
    said, number = known.answers.look("keys_what").strip(), known.answers.number("keys_given")
    if said or number:
        return (("Keys", " · ".join(part for part in (f"{number}" if number else "", said) if part)),)
    return tuple((row.what or "Keys", f"{row.count} {'key' if row.count == 1 else 'keys'}, tag {row.tag}")
                 for row in keys_of(space_id))


def _meters(space_id: int, known: Known) -> NamedRows:
    """The meters with what was read at the desk; an empty value is written by hand."""
    look = known.answers.look
    rows = [(row.said, look(f"meter_{row.kind}").strip()) for row in meters_of(space_id)]
    if rows:
        return tuple(rows)
    said = [(f"{name.capitalize()}, {look(f'meter_{name}_serial').strip()}".strip(" ,"), look(f"meter_{name}").strip())
            for name in ("electricity", "gas", "water")]
    return tuple((name, value) for name, value in said if value)


def _certificates(space_id: int, on: date) -> NamedRows:
    rows = []
    for row in certificates_of(space_id, on):
        until = f", holds until {format_date(row.holds_until)}" if row.holds_until else ""
        rows.append((sentence_case(row.kind),
                     "no gas in this home" if row.no_gas else f"done on {format_date(row.done_on)}{until}"))
    return tuple(rows)


def wanted(letting: Letting) -> tuple[PaperRule, ...]:
    """Which papers the sign-up gets, in the order in which they are handed over."""
    facts = {"kind": str(letting.kind), "flow": str(letting.flow)}
    return papers_for(pack_rules(), lambda key: facts.get(key) or letting.known.look(key))


def make_one(letting: Letting, rule: PaperRule, space_id: int, on: date) -> MadePaper:
    """One paper, drawn and read back; Refused, with what is missing, when it cannot be made yet."""
    facts = {"kind": str(letting.kind), "flow": str(letting.flow)}
    template = template_in_use(rule.wording(lambda key: facts.get(key) or letting.known.look(key)), on)
    values = settings_queries.values(on)
    demo = bool(values["demo.mark"])
    if rule.letter:
        letter = compose_letter(template, welcome_facts(letting, homes.postal_address(space_id, letting.names), on))
        return MadePaper(rule, template, issue_letter(letter, envelopes=envelopes_of(values), demo=demo), ())
    if rule.key == _CERTIFICATES and not letting.certificates:
        raise Refused("No safety paper is on file for this home, so there is none to hand over with a list")
    about = replace(paper_facts(letting, rule, on), boxes={"service_user_number": values["lettings.service_user_number"]})
    people = about.signers if rule.signs is not Signs.NOBODY else ()
    return MadePaper(rule, template, issue_paper(compose_paper(template, about), demo=demo), people)


def gaps_of(sign_up_id: int, on: date) -> tuple[Gap, ...]:
    """What is missing from the pack, by name: papers that cannot be made yet, safety papers, keys, other formats."""
    letting, row = letting_of(sign_up_id, on), SignUp.get_by_id(sign_up_id)
    found = []
    for rule in wanted(letting):
        try:
            make_one(letting, rule, row.space_id, on)
        except HousingDeskError as error:
            found.append(Gap(rule.key, str(error)))
    return (*found, *(Gap("", sentence) for sentence in _missing(letting, row.space_id, on)))


def _missing(letting: Letting, space_id: int, on: date) -> list[str]:
    look = letting.known.answers.look
    found = []
    if letting.flow is not Flow.NON_RESIDENTIAL:
        for sentence in safety_gaps(space_id, on):
            given = next((key for word, key in _GIVEN.items() if word in sentence.lower()), "")
            if look(given) != "yes":
                found.append(f"{sentence.rstrip('.')}. Add or mark handed over separately")
    if not letting.keys:
        found.append("No keys are on the register for this home. Add them, or write them on the receipt by hand")
    if look("need_easy_read") == "yes":
        found.append("Easy read is asked for. Only the welcome letter is written in it: explain the other papers with it")
    if look("need_translation") == "yes" or look("need_interpreter") == "yes":
        found.append(f"{look('language') or 'Another language'} is asked for. The papers are in English: have them read "
                     "by the interpreter, and hand them over with a translation that was checked")
    return found


def place_of(letting: Letting, rule: PaperRule) -> tuple[Place, ...]:
    """Who signs a paper as the answers stand now; nobody while a name is missing."""
    try:
        return signers(letting, rule)
    except HousingDeskError:
        return ()
