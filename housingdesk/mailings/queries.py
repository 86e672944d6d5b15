"""Gathers what a letter run needs: who is chosen, which letter fits, and the facts each letter is filled with."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from housingdesk.arrears.queries.listing import ArrearsRow, arrears_list
from housingdesk.arrears.rules import Thresholds, suggested_letter
from housingdesk.errors import Refused
from housingdesk.holds.queries import HoldRow, active
from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.pdf import issue_letter, issue_statement
from housingdesk.letters.queries import last_letters
from housingdesk.letters.rules.arrears import ArrearsFacts, Every, recent_account
from housingdesk.letters.rules.compose import LetterFacts, compose_letter
from housingdesk.letters.rules.content import AccountRow, HelpLine, Sender, SignOff
from housingdesk.letters.rules.envelopes import ENVELOPES, Envelope
from housingdesk.letters.rules.statement import (
    ChargePart,
    ExpectedMoney,
    OwedPart,
    Statement,
    StatementLine,
    SubAccount,
    expected_sentence,
)
from housingdesk.letters.rules.stops import stops_of
from housingdesk.letters.rules.words import AgreementKind, Words, words_for
from housingdesk.letters.stock import family_of, shipped_template
from housingdesk.mailings.rules import STATEMENT, TITLES, Proposed, why_held
from housingdesk.people.models import Contact, Need, Party, Person
from housingdesk.people.rules import ContactKind, NeedKind, PartyRole
from housingdesk.properties.queries import postal_address
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.queries.statement import StatementRows, statement
from housingdesk.rent.rules.words import BENEFIT_ELIGIBLE, SUB_ACCOUNTS, AccountKind, EntryKind, Frequency, Payer
from housingdesk.settings import queries as settings_queries
from housingdesk.settings.rules.lookup import Settings
from housingdesk.tenancies.models import Holder, Occupancy
from housingdesk.tenancies.rules import LICENCES, TenancyKind
from housingdesk.values.dates import add_working_days, format_date
from housingdesk.values.references import format_payment_reference
from housingdesk.values.timeline import Ref

Progress = Callable[[int, int, str], None]
_DAYS_TO_ACT = 5


@dataclass(frozen=True, slots=True)
class _Office:
    """The association as it stands on a day: letterhead, envelopes, thresholds."""

    on: date
    sender: Sender
    help_lines: tuple[HelpLine, ...]
    envelopes: tuple[Envelope, ...]
    thresholds: Thresholds
    statement_days: int
    demo: bool
    extra_holidays: frozenset[date]


def office(on: date) -> _Office:
    """The settings that every letter of a day shares; Refused while the association has no name or address."""
    known = settings_queries.values(on)
    if not known["org.name"] or not known["org.address"] or not known["org.phone"]:
        raise Refused("Letters need the association's name, address and telephone. Fill them in under Settings, Organisation")
    sender = Sender(known["org.name"], tuple(known["org.address"]), known["org.phone"], known["org.hours"] or "",
                    known["org.email"] or "", landlord_name=known["landlord.name"] or "",
                    landlord_address=tuple(known["landlord.address"] or ()))
    chosen = set(known["letters.envelopes"])
    return _Office(on, sender, tuple(HelpLine(name, phone) for name, phone in known["letters.advice_lines"]),
                   (*(e for e in ENVELOPES if e.key in chosen), *_measured(known)), _thresholds(known),
                   known["rent.statement_days"], bool(known["demo.mark"]), frozenset(known["calendar.extra_holidays"]))


def _measured(known: Settings) -> Iterator[Envelope]:
    """The envelopes that the office measured itself; a letter fits their windows too."""
    for number, sizes in enumerate(known["letters.own_envelopes"] or (), 1):
        yield Envelope(f"own-{number}", sizes["name"], sizes["height"], sizes["width"], sizes["window_height"],
                       sizes["window_width"], sizes["window_left"], sizes["window_up"], sizes["folded"])


def _thresholds(known: Settings) -> Thresholds:
    weeks = {f"arrears-{n}": float(known[f"arrears.letter{n}.weeks"]) for n in (1, 2, 3)}
    amounts = {f"arrears-{n}": known[f"arrears.letter{n}.pence"] for n in (1, 2, 3) if known[f"arrears.letter{n}.pence"]}
    return Thresholds(weeks, amounts, known["arrears.own_charge_pence"], known["arrears.gap_days"])


def proposed(account_ids: Sequence[int], on: date, *, template: str | None = None) -> list[Proposed]:
    """A letter for each person on each chosen account, in the order chosen; held ones say why.

    ``template`` None proposes by stage; a key (or ``"statement"``) asks for that one.
    """
    shared = office(on)
    rows = {r.account_id: r for r in arrears_list(on, also=account_ids if template == STATEMENT else ())}
    missing = [a for a in account_ids if a not in rows]
    holders = _holders({r.tenancy_id for r in rows.values() if r.account_id in set(account_ids)}, on)
    standing = active(on, [Ref("tenancy", rows[a].tenancy_id) for a in account_ids if a in rows])
    last = last_letters([Ref("tenancy", rows[a].tenancy_id) for a in account_ids if a in rows], "arrears")
    made: list[Proposed] = []
    for account_id in account_ids:
        row = rows.get(account_id)
        if row is None:
            continue
        before = last.get(f"tenancy:{row.tenancy_id}")
        key, why = (template, "Chosen by hand") if template else suggested_letter(
            row.position, shared.thresholds, before[0] if before else None, before[1] if before else None, on)
        for holder in holders.get(row.tenancy_id, []):
            made.append(_one(len(made) + 1, row, holder, key, why, standing.get(f"tenancy:{row.tenancy_id}", ())))
    return made + [_settled(len(made) + n, a) for n, a in enumerate(missing, 1)]


def _one(number: int, row: ArrearsRow, holder: "_Person", template: str | None, why: str,
         standing: Sequence[HoldRow]) -> Proposed:
    held = why_held(died_on=holder.died_on, postcode=row.postcode, name=holder.name, former=row.former,
                    forwarding=holder.forwarding)
    if template is not None and held is None:
        held = next((hold.stopped for hold in standing if hold.stops & stops_of(family_of(template))), None)
    if template is None and held is None:
        held = why
    if template not in (None, STATEMENT) and not row.position.owed_pence:
        held = held or "Nothing is owed by the person, so there are no arrears to write about"
    return Proposed(number, row.account_id, row.tenancy_id, holder.id, holder.name, holder.forwarding or row.address, template,
                    why, held, holder.large_print, row.position.owed_pence)


def _settled(number: int, account_id: int) -> Proposed:
    found = account_queries.account(account_id)
    listed = found is None or found.kind in (AccountKind.RENT, AccountKind.GARAGE)
    why = "The account stands at nil: nothing is owed" if listed else \
        "Letters and statements are made of rent and garage accounts only"
    return Proposed(number, account_id, found.tenancy_id or 0 if found else 0, 0, found.name if found else "", "", None, "",
                    why, False, 0)


@dataclass(frozen=True, slots=True)
class _Person:
    id: int
    name: str
    died_on: date | None
    large_print: bool
    forwarding: str


def _holders(tenancy_ids: set[int], on: date) -> dict[int, list[_Person]]:
    """Who holds each agreement (or held it last), the lead first."""
    if not tenancy_ids:
        return {}
    rows = list(Holder.select(Holder.tenancy, Person.id, Person.name, Person.died_on, Holder.ends_on).join(Person)
                .where(Holder.tenancy.in_(list(tenancy_ids))).order_by(Holder.tenancy, Holder.lead.desc(), Holder.id).tuples())
    people = [r[1] for r in rows]
    large = {r[0] for r in Need.select(Need.person).where(
        Need.person.in_(people) & (Need.kind == NeedKind.LARGE_PRINT) & (Need.start <= on)
        & (Need.end.is_null() | (Need.end > on))).tuples()}
    forwarding = dict(Contact.select(Contact.person, Contact.value).where(
        Contact.person.in_(people) & (Contact.kind == ContactKind.POST)
        & (Contact.ended_on.is_null() | (Contact.ended_on > on))).tuples())
    found: dict[int, list[_Person]] = {}
    latest = {t: max((r[4] or date.max for r in rows if r[0] == t), default=date.max) for t in tenancy_ids}
    for tenancy, person, name, died, ends in rows:
        if (ends or date.max) >= min(latest[tenancy], on):
            found.setdefault(tenancy, []).append(_Person(person, name, died, person in large, forwarding.get(person, "")))
    return found


def draw(chosen: Sequence[Proposed], on: date, *, signed_by: str, role: str = "Housing Coordinator",
         with_statement: bool = True, progress: Progress | None = None) -> list[MadeLetter]:
    """Draws every letter of a run, outside any transaction; one that cannot be printed is held with its reason."""
    shared = office(on)
    rows = {r.account_id: r for r in arrears_list(on, also=[row.account_id for row in chosen if row.template == STATEMENT])}
    made = []
    for done, row in enumerate(chosen):
        if progress is not None:
            progress(done, len(chosen), f"Drawing letter {done + 1:,} of {len(chosen):,}")
        made.append(_drawn(row, rows.get(row.account_id), shared, signed_by, role, with_statement))
    return made


def _drawn(row: Proposed, account: ArrearsRow | None, shared: _Office, signed_by: str, role: str,
           with_statement: bool) -> MadeLetter:
    subject = Ref("tenancy", row.tenancy_id)
    title = TITLES.get(row.template or "", "Letter")
    blank = MadeLetter(row.template or "none", "", title, subject, row.addressee, shared.on, row.large_print, None, 0,
                       row.held_because or "Nothing is due", json.dumps({"why": row.why}))
    if not row.ready or account is None:
        return blank
    try:
        return _issued(row, account, shared, signed_by, role, with_statement, title, subject)
    except Refused as reason:
        return MadeLetter(blank.template, "", title, subject, row.addressee, shared.on, row.large_print, None, 0, str(reason),
                          blank.data)


def _issued(row: Proposed, account: ArrearsRow, shared: _Office, signed_by: str, role: str, with_statement: bool, title: str,
            subject: Ref) -> MadeLetter:
    words = words_for(AgreementKind.LICENCE if account.tenancy_kind in LICENCES else AgreementKind.TENANCY)
    names = [p.name for p in _holders({row.tenancy_id}, shared.on).get(row.tenancy_id, [])]
    address = postal_address(_space(row.tenancy_id), [row.addressee])
    lines = statement(row.account_id, shared.on - timedelta(days=shared.statement_days), shared.on)
    made = _statement(row, account, shared, words, names, lines, signed_by)
    data: dict[str, Any] = {"why": row.why, "owed": row.owed_pence, "balance": account.position.pence}
    if row.template == STATEMENT:
        whole = Statement(**{**{f: getattr(made, f) for f in Statement.__slots__}, "address": address})
        issued = issue_statement(whole, envelopes=shared.envelopes, demo=shared.demo)
        return MadeLetter(STATEMENT, "1", title, subject, row.addressee, shared.on, row.large_print, issued.pdf, issued.pages,
                          None, json.dumps(data))
    template = shipped_template(str(row.template))
    arrears = _arrears_facts(row, account, shared, names, signed_by)
    own = account.position.has_benefit
    facts = LetterFacts(
        sender=shared.sender, address=address, greeting=row.addressee, on=shared.on, our_reference=account.tenancy_reference,
        please_ask_for=signed_by, words=words, fields=arrears.fields(), facts=arrears.facts(),
        signed_by=SignOff(signed_by, role), account=recent_account(_recent(lines, own)) if lines.lines else None,
        expected=" ".join(expected_sentence(e) for e in made.expected[:1]), help_lines=shared.help_lines,
        with_statement=with_statement, large_print=row.large_print)
    issued = issue_letter(compose_letter(template, facts), made if with_statement else None, envelopes=shared.envelopes,
                          demo=shared.demo)
    return MadeLetter(template.key, template.fingerprint, title, subject, row.addressee, shared.on, row.large_print, issued.pdf,
                      issued.pages, None, json.dumps({**data, "fields": arrears.fields()}, ensure_ascii=False))


def _space(tenancy_id: int) -> int:
    row = (Occupancy.select(Occupancy.space).where(Occupancy.tenancy == tenancy_id).order_by(Occupancy.start.desc())
           .tuples().first())
    if row is None:
        raise Refused("This agreement has no home on it")
    return int(row[0])


def _arrears_facts(row: Proposed, account: ArrearsRow, shared: _Office, names: Sequence[str], officer: str) -> ArrearsFacts:
    position = account.position
    paid_to = account_queries.benefit_paid_to(row.account_id) if position.has_benefit else None
    charge = position.own_charge_pence if position.has_benefit else position.charge_pence
    worker = (Party.select(Party.name).where((Party.person == row.person_id) & Party.role.in_(
        (PartyRole.KEY_WORKER, PartyRole.SUPPORT_PROVIDER)) & Party.authority_on.is_null(False)
        & (Party.expires_on.is_null() | (Party.expires_on > shared.on))).tuples().first())
    return ArrearsFacts(
        asked_pence=position.owed_pence, charge_pence=charge, own_charge_pence=position.own_charge_pence,
        every=Every.MONTH if position.frequency is Frequency.MONTHLY else Every.WEEK,
        act_by=add_working_days(shared.on, _DAYS_TO_ACT, shared.extra_holidays), officer=officer,
        payment_reference=account.reference, others=tuple(n for n in names if n != row.addressee),
        benefit_paid_to=paid_to - timedelta(1) if paid_to else None,
        court_needed=account.tenancy_kind is not TenancyKind.LICENCE_EXCLUDED, support_worker=worker[0] if worker else "")


def _recent(lines: StatementRows, own: bool) -> list[AccountRow]:
    """Statement lines as a letter's table: the whole account, or the person's own part where benefit pays the rest."""
    rows = []
    for line in lines.lines:
        pence, owed = (line.own_pence, line.own_balance_pence) if own else (line.pence, line.balance_pence)
        if pence:
            rows.append(AccountRow(line.on, line.what, max(0, pence), max(0, -pence), owed))
    owed = lines.opening_own_pence if own else lines.closing_pence
    return rows or [AccountRow(lines.end, "Owed", 0, 0, owed)]


_KINDS = {EntryKind.RECEIPT: "Payment", EntryKind.CHARGE: "Charge"}


def _statement(row: Proposed, account: ArrearsRow, shared: _Office, words: Words, names: Sequence[str], lines: StatementRows,
               officer: str) -> Statement:
    charges = account_queries.charges_in_force(row.account_id, shared.on)
    kept = account_queries.account(row.account_id)
    assert kept is not None
    parts = [("Your own part", kept.own_pence, ""), (str(Payer.HB), kept.hb_pence, "Paid by the council"),
             (str(Payer.UC), kept.uc_pence, "Paid by the Department for Work and Pensions"),
             ("Your support provider", kept.support_pence, ""), ("Others", kept.other_pence, "")]
    shown = tuple(OwedPart(who, pence, note) for who, pence, note in parts if pence) if account.position.has_benefit else ()
    subs = [a for a in account_queries.accounts_of(row.tenancy_id) if a.kind in SUB_ACCOUNTS and a.pence]
    expected = account_queries.expected_payments(row.account_id, shared.on, 2)
    closing = lines.closing_pence
    return Statement(
        sender=shared.sender, words=words, names=tuple(names), home=f"{account.address}, {account.postcode}",
        reference=account.tenancy_reference, payment_reference=account.reference, start=lines.start, end=lines.end,
        on=shared.on, opening_pence=lines.opening_pence, closing_pence=closing,
        lines=tuple(StatementLine(x.on, _KINDS.get(x.kind, str(x.kind).capitalize()), x.what, x.pence, x.balance_pence)
                    for x in lines.lines),
        charge=tuple(ChargePart(c.description, c.pence, c.pence if c.code in BENEFIT_ELIGIBLE else 0,
                                sum(p for payer, p in c.shares if payer is Payer.TENANT)) for c in charges),
        charge_every="month" if account.position.frequency is Frequency.MONTHLY else "week",
        parts=shown if sum(p.balance_pence for p in shown) == closing else (),
        expected=tuple(ExpectedMoney(e.due_on, e.payer, e.pence) for e in expected),
        sub_accounts=tuple(SubAccount(str(a.kind).capitalize(), a.pence) for a in subs),
        ways_to_pay=(f"Standing order or bank transfer with your reference {format_payment_reference(account.reference)}",
                     f"Ring {shared.sender.phone} to pay by card"),
        help_lines=shared.help_lines, please_ask_for=officer, large_print=row.large_print)


def run_title(on: date, kinds: Sequence[str]) -> str:
    """What a run is called: ``Arrears letters of 23 November 2026``."""
    return f"{'Statements' if set(kinds) == {STATEMENT} else 'Arrears letters'} of {format_date(on)}"
