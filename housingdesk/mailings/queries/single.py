"""One letter to somebody: which letters there are for an agreement, what each asks, and the letter drawn from the answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from peewee import fn

from housingdesk.arrears.queries.listing import ArrearsRow, account_standing
from housingdesk.errors import Refused
from housingdesk.holds.queries import HoldRow, active
from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.models import Letter, LetterRun
from housingdesk.letters.queries.templates import template_in_use, templates_in_use
from housingdesk.letters.rules.address import PostalAddress, typed_address
from housingdesk.letters.rules.arrears import recent_account
from housingdesk.letters.rules.asks import Ask, answered
from housingdesk.letters.rules.characters import hidden_problem
from housingdesk.letters.rules.compose import LetterFacts, compose_letter
from housingdesk.letters.rules.content import SignOff
from housingdesk.letters.rules.fields import FACTS
from housingdesk.letters.rules.merge import BlockKind, Family, Template
from housingdesk.letters.rules.statement import expected_sentence
from housingdesk.letters.rules.stops import stops_of
from housingdesk.mailings.queries.facts import (
    act_by,
    agreement_facts,
    agreement_fields,
    arrears_facts,
    recent,
    statement_of,
    support_worker,
    ways_to_pay,
)
from housingdesk.mailings.queries.making import whole_letter
from housingdesk.mailings.queries.office import Office, office
from housingdesk.mailings.queries.reach import legal_steps, made_lately, parties_of, place_of, see_first
from housingdesk.mailings.queries.recipients import Recipient, recipients
from housingdesk.mailings.rules import BY_HAND, about_money
from housingdesk.mailings.rules.agreements import letter_words
from housingdesk.mailings.rules.copies import Copy, copies_for
from housingdesk.mailings.rules.reasons import why_again, why_unreachable
from housingdesk.people.rules import PartyDraft
from housingdesk.rent.queries.accounts import accounts_of
from housingdesk.rent.queries.statement import StatementRows, statement
from housingdesk.rent.rules.words import AccountKind
from housingdesk.tenancies.queries.agreements import TenancyRow, tenancy
from housingdesk.values.dates import format_long
from housingdesk.values.problems import Problem, refuse
from housingdesk.values.timeline import Ref

_RECENT = 3
_FROM_REVIEW = "It is made from a rent review, which knows each charge before and after"
_EXAMPLE_COSTS = ("Rent", "£112.40 now, £117.79 from 5 April 2027")
_NOBODY = "Street\nTown\nZZ9 9ZZ"


@dataclass(frozen=True, slots=True)
class Offered:
    """One letter that can be written; ``why_not`` says why it cannot be now. ``lately``: among those this person wrote last.

    ``again`` is the day on which it was made for them within the last days. ``copies`` and ``see_first`` are by the id of the
    person it goes to: who else gets it, and what is to be known before it is made.
    """

    key: str
    title: str
    family: Family
    words_for: str
    asks: tuple[Ask, ...]
    to_others: bool
    about_money: bool
    why_not: str | None
    lately: bool
    again: date | None = None
    copies: Mapping[int, tuple[Copy, ...]] = field(default_factory=dict)
    see_first: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Writing:
    """What one letter can be written from: the letters and the people it can go to.

    ``see_first``: of a letter to many, who of them needs a format that no program makes.
    """

    tenancy_id: int
    names: str
    letters: tuple[Offered, ...]
    people: tuple[Recipient, ...]
    see_first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """One letter as it is being written. ``to_name`` and ``to_address``: somebody else, where the letter goes to others.

    ``copies_off`` are the copies that are not sent this once, each with its reason, by the id of the party. ``costs``: the
    charges that a letter of a rent review tells one by one.
    """

    tenancy_id: int
    template: str
    person_id: int
    answers: dict[str, str] = field(default_factory=dict)
    free_text: str = ""
    with_statement: bool = False
    to_name: str = ""
    to_address: str = ""
    copies_off: dict[int, str] = field(default_factory=dict)
    costs: tuple[tuple[str, str], ...] = ()


def writing(tenancy_id: int, on: date, by: str) -> Writing:
    """The letters about an agreement: those this person wrote lately first, then by family; what cannot be written last."""
    agreement, account = tenancy(tenancy_id), _account(tenancy_id, on)
    facts = agreement_facts(agreement, account, office(on))
    standing = active(on, [Ref("tenancy", tenancy_id)]).get(f"tenancy:{tenancy_id}", [])
    lately, shared = _last_templates(by), office(on)
    people = recipients({tenancy_id}, on).get(tenancy_id, [])
    found = [_offered(template, facts, standing, account, lately) for template in templates_in_use(on)
             if not template.to_applicants]
    found = _with_people(found, tenancy_id, people, shared)
    families = list(Family)
    found.sort(key=lambda one: (one.why_not is not None, lately.index(one.key) if one.lately else _RECENT,
                                families.index(one.family)))
    return Writing(tenancy_id, agreement.names, tuple(found), tuple(people))


def _with_people(found: list[Offered], tenancy_id: int, people: Sequence[Recipient], shared: Office) -> list[Offered]:
    """The letters with what hangs on whom they go to: copies, needs, and whether they had the letter just now."""
    wordings = {template.key: template for template in templates_in_use(shared.on)}
    parties = parties_of([one.id for one in people], shared.on)
    made = made_lately(wordings, [Ref("tenancy", tenancy_id)], shared.on)
    days: dict[str, date] = {}
    steps = legal_steps(shared.on).get(tenancy_id, ())
    for (template, _, _), dated in made.items():
        days[template] = max(dated, days.get(template, dated))
    return [one if one.to_others else replace(
        one, again=days.get(one.key) if why_again(one.title, days.get(one.key), shared.on, shared.same_again_days) else None,
        copies={person.id: _copies(wordings[one.key], parties.get(person.id, ()), shared) for person in people},
        see_first={person.id: (*(steps if one.family is Family.ARREARS else ()), *see_first(person, wordings[one.key]))
                   for person in people}) for one in found]


def _copies(template: Template, parties: Sequence[tuple[int, PartyDraft]], shared: Office) -> tuple[Copy, ...]:
    return copies_for(parties, template.copies, template.family, about_money(template), shared.on)


def _last_templates(made_by: str) -> list[str]:
    """The letters that somebody wrote last, the newest first."""
    rows = (Letter.select(Letter.template, fn.MAX(Letter.id)).join(LetterRun).where(LetterRun.made_by == made_by)
            .group_by(Letter.template).order_by(fn.MAX(Letter.id).desc()).limit(_RECENT).tuples())
    return [template for template, _ in rows]


def _account(tenancy_id: int, on: date) -> ArrearsRow | None:
    """The account that letters are about: the rent of the home, else a garage."""
    kinds = (AccountKind.RENT, AccountKind.GARAGE)
    accounts = sorted((a for a in accounts_of(tenancy_id) if a.kind in kinds), key=lambda a: kinds.index(a.kind))
    return account_standing(accounts[0].id, on) if accounts else None


def _offered(template: Template, facts: dict[str, bool], standing: Sequence[HoldRow], account: ArrearsRow | None,
             lately: Sequence[str]) -> Offered:
    money = about_money(template)
    if any(block.kind is BlockKind.COSTS for block in template.blocks):
        return Offered(template.key, template.title, template.family, template.words_for, template.asks, template.to_others,
                       money, _FROM_REVIEW, False)
    return Offered(template.key, template.title, template.family, template.words_for, template.asks, template.to_others, money,
                   _why_not(template, facts, standing, account), template.key in lately)


def _why_not(template: Template, facts: dict[str, bool], standing: Sequence[HoldRow],
             account: ArrearsRow | None) -> str | None:
    if template.to_applicants:
        return "It is for people who wait for a home: write it from the applicant’s page"
    for hold in standing:
        if hold.stops & stops_of(template.family):
            return hold.stopped
    lacking = template.lacking(facts)
    if lacking is not None:
        return f"Only when {FACTS.get(lacking, lacking)}"
    if template.family is Family.ARREARS and not facts["owing"]:
        return "Nothing is owed"
    return "There is no rent account yet" if account is None and about_money(template) else None


def look(draft: LetterDraft, on: date, *, signed_by: str, role: str = "Housing Coordinator",
         sample: bool = False) -> MadeLetter:
    """The letter drawn; held, with the reason, when it cannot be made.

    ``sample``: as it will look, with examples for what is not answered yet; never to be kept.
    """
    agreement, template, shared = tenancy(draft.tenancy_id), template_in_use(draft.template, on), office(on)
    draft = _with_examples(draft, template) if sample else draft
    everybody = recipients({draft.tenancy_id}, on).get(draft.tenancy_id, [])
    recipient = next((one for one in everybody if one.id == draft.person_id), None)
    addressee = draft.to_name.strip() if template.to_others else recipient.name if recipient else ""
    own = recipient if not template.to_others else None
    made = MadeLetter(template.key, template.fingerprint, template.title, Ref("tenancy", draft.tenancy_id), addressee, on,
                      bool(own and own.large_print), None, 0, None, "{}", easy_read=bool(own and own.easy_read))
    try:
        return _drawn(draft, agreement, template, shared, recipient, everybody, made, signed_by, role, sample)
    except Refused as reason:
        return replace(made, held_because=str(reason))


def _with_examples(draft: LetterDraft, template: Template) -> LetterDraft:
    if not template.to_others or (draft.to_name.strip() and draft.to_address.strip()):
        return draft
    return replace(draft, to_name=draft.to_name.strip() or "Name", to_address=draft.to_address.strip() or _NOBODY)


def problems(draft: LetterDraft, today: date) -> list[Problem]:
    """What stands against a letter, each naming the question; empty when it can be drawn."""
    template = template_in_use(draft.template, today)
    _, found = answered(template.asks, draft.answers, today)
    typed = [(ask.name, ask.label, draft.answers.get(ask.name, "")) for ask in template.asks]
    found += [Problem(name, said) for name, label, text in [*typed, ("free_text", "Your own words", draft.free_text)]
              if (said := hidden_problem(text, f"“{label}”")) and all(one.field != name for one in found)]
    if template.to_others and not draft.to_name.strip():
        found.append(Problem("to_name", "Say to whom the letter goes"))
    if template.to_others and not draft.to_address.strip():
        found.append(Problem("to_address", "Type their address, the postcode last"))
    return found


def _drawn(draft: LetterDraft, agreement: TenancyRow, template: Template, shared: Office, recipient: Recipient | None,
           everybody: Sequence[Recipient], made: MadeLetter, signed_by: str, role: str, sample: bool) -> MadeLetter:
    account = _account(agreement.id, shared.on)
    facts = agreement_facts(agreement, account, shared)
    standing = active(shared.on, [made.subject]).get(str(made.subject), [])
    if (why := _why_not(template, facts, standing, account)) is not None:
        raise Refused(why)
    if not sample:
        refuse(problems(draft, shared.on))
    names = [one.name for one in everybody]
    fields, more = _filled(draft, agreement, account, shared, made.addressee, names, signed_by, template.asks)
    if sample:
        fields |= {ask.name: ask.example for ask in template.asks if not fields.get(ask.name) and not ask.optional}
    lines = statement(account.account_id, shared.on - timedelta(days=shared.statement_days), shared.on) if account else None
    words = letter_words(agreement.kind)
    whole = statement_of(account, shared, words, names, lines, signed_by,
                         large_print=made.large_print or made.easy_read) if account and lines else None
    with_statement = draft.with_statement and whole is not None
    email = "" if recipient is None or template.on_paper or template.to_others else recipient.email
    letter = LetterFacts(
        sender=shared.sender, address=_address(draft, template, agreement, recipient, email), greeting=made.addressee,
        on=shared.on, our_reference=agreement.reference, please_ask_for=signed_by, words=words, fields=fields,
        facts={**facts, **more}, signed_by=SignOff(signed_by, role), account=_table(account, lines),
        help_lines=shared.help_lines, ways_to_pay=ways_to_pay(account.reference, shared) if account else (),
        costs=draft.costs or ((_EXAMPLE_COSTS,) if sample else ()), free_text=draft.free_text,
        expected=" ".join(expected_sentence(one) for one in whole.expected[:1]) if whole else "",
        with_statement=with_statement, large_print=made.large_print, easy_read=made.easy_read)
    own = not template.to_others
    first = see_first(recipient, template) if recipient is not None and own else ()
    data: dict[str, Any] = {"why": "Written by hand", "answers": draft.answers, "own words": draft.free_text, "fields": fields,
                            **({"see first": first} if first else {}),
                            **({BY_HAND: recipient.formats} if recipient is not None and own and recipient.formats else {})}
    return whole_letter(made, compose_letter(template, letter), whole if with_statement else None, shared, email=email,
                        copies=() if sample else _chosen_copies(draft, template, recipient, shared), data=data)


def _chosen_copies(draft: LetterDraft, template: Template, recipient: Recipient | None, shared: Office) -> tuple[Copy, ...]:
    """Who else gets the letter, without those who were left out this once."""
    if recipient is None or template.to_others:
        return ()
    parties = parties_of([recipient.id], shared.on).get(recipient.id, [])
    return tuple(replace(copy, left_out=draft.copies_off.get(copy.party_id, "").strip())
                 for copy in _copies(template, parties, shared))


def _filled(draft: LetterDraft, agreement: TenancyRow, account: ArrearsRow | None, shared: Office, addressee: str,
            names: Sequence[str], officer: str, asks: Sequence[Ask]) -> tuple[dict[str, str], dict[str, bool]]:
    """The fields of the letter, and the answers to the conditions that hang on the account."""
    answers, _ = answered(asks, draft.answers, shared.on)
    fields = agreement_fields(agreement, addressee, shared)
    if account is not None:
        told = arrears_facts(draft.person_id, addressee, account, shared, names, officer)
        return {**fields, **told.fields(), **answers}, told.facts()
    worker = support_worker(draft.person_id, shared.on)
    return ({**fields, "officer": officer, "act_by": format_long(act_by(shared)), "support_worker": worker,
             "others": "", **answers},
            {"benefit_pays_part": False, "charged": False, "joint": len(names) > 1, "supported": bool(worker)})


def _address(draft: LetterDraft, template: Template, agreement: TenancyRow, recipient: Recipient | None,
             email: str) -> PostalAddress:
    if template.to_others:
        return typed_address((draft.to_name.strip(),), draft.to_address)
    if recipient is None:
        raise Refused("Choose to whom the letter goes")
    home = f"{agreement.address}, {agreement.postcode}"
    reason = why_unreachable(recipient.to_whom(home, agreement.postcode, former=agreement.former, by_email=bool(email)))
    if reason is not None:
        raise Refused(reason.why)
    return place_of(agreement.id, recipient, email)


def _table(account: ArrearsRow | None, lines: StatementRows | None) -> Any:
    if account is None or lines is None or not lines.lines:
        return None
    return recent_account(recent(lines, account.position.own_only))
