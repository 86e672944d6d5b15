"""Letter runs about arrears and statements: who is chosen, which letter fits, and the letters drawn."""

import json
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from housingdesk.arrears.queries.listing import ArrearsRow, arrears_list
from housingdesk.arrears.rules import suggested_letter
from housingdesk.errors import Refused
from housingdesk.holds.queries import HoldRow, active
from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.pdf import issue_letter, issue_statement
from housingdesk.letters.queries import last_letters
from housingdesk.letters.queries.templates import family_in_use, templates_in_use
from housingdesk.letters.rules.arrears import recent_account
from housingdesk.letters.rules.compose import LetterFacts, compose_letter
from housingdesk.letters.rules.content import SignOff
from housingdesk.letters.rules.merge import Template
from housingdesk.letters.rules.statement import Statement, expected_sentence
from housingdesk.letters.rules.stops import stops_of
from housingdesk.letters.rules.words import AgreementKind, words_for
from housingdesk.mailings.queries.facts import (
    agreement_facts,
    agreement_fields,
    arrears_facts,
    recent,
    statement_of,
    ways_to_pay,
)
from housingdesk.mailings.queries.office import Office, office
from housingdesk.mailings.queries.recipients import Recipient, recipients, where_to
from housingdesk.mailings.rules import STATEMENT, TITLES, Proposed, why_held
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.queries.statement import statement
from housingdesk.rent.rules.words import AccountKind
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.tenancies.rules import LICENCES
from housingdesk.values.dates import format_date
from housingdesk.values.timeline import Ref

Progress = Callable[[int, int, str], None]


def proposed(account_ids: Sequence[int], on: date, *, template: str | None = None) -> list[Proposed]:
    """A letter for each person on each chosen account, in the order chosen; held ones say why.

    ``template`` None proposes by stage; a key (or ``"statement"``) asks for that one.
    """
    shared = office(on)
    rows = {r.account_id: r for r in arrears_list(on, also=account_ids if template == STATEMENT else ())}
    missing = [a for a in account_ids if a not in rows]
    holders = recipients({r.tenancy_id for r in rows.values() if r.account_id in set(account_ids)}, on)
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
            made.append(_one(len(made) + 1, row, holder, key, why, standing.get(f"tenancy:{row.tenancy_id}", ()), on))
    return made + [_settled(len(made) + n, a) for n, a in enumerate(missing, 1)]


def _one(number: int, row: ArrearsRow, holder: Recipient, template: str | None, why: str,
         standing: Sequence[HoldRow], on: date) -> Proposed:
    held = why_held(died_on=holder.died_on, postcode=row.postcode, name=holder.name, former=row.former,
                    forwarding=holder.forwarding)
    if template is not None and held is None:
        held = next((hold.stopped for hold in standing if hold.stops & stops_of(family_in_use(template, on))), None)
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


def draw(chosen: Sequence[Proposed], on: date, *, signed_by: str, role: str = "Housing Coordinator",
         with_statement: bool = True, progress: Progress | None = None) -> list[MadeLetter]:
    """Draws every letter of a run, outside any transaction; one that cannot be printed is held with its reason."""
    shared = office(on)
    rows = {r.account_id: r for r in arrears_list(on, also=[row.account_id for row in chosen if row.template == STATEMENT])}
    wordings = {template.key: template for template in templates_in_use(on)}
    made = []
    for done, row in enumerate(chosen):
        if progress is not None:
            progress(done, len(chosen), f"Drawing letter {done + 1:,} of {len(chosen):,}")
        made.append(_drawn(row, rows.get(row.account_id), shared, signed_by, role,
                           wordings.get(str(row.template)), with_statement=with_statement))
    return made


def _drawn(row: Proposed, account: ArrearsRow | None, shared: Office, signed_by: str, role: str, template: Template | None, *,
           with_statement: bool) -> MadeLetter:
    subject = Ref("tenancy", row.tenancy_id)
    title = TITLES.get(row.template or "", "Letter")
    blank = MadeLetter(row.template or "none", "", title, subject, row.addressee, shared.on, row.large_print, None, 0,
                       row.held_because or "Nothing is due", json.dumps({"why": row.why}))
    if not row.ready or account is None:
        return blank
    try:
        return _issued(row, account, shared, signed_by, role, template, title, subject, with_statement=with_statement)
    except Refused as reason:
        return MadeLetter(blank.template, "", title, subject, row.addressee, shared.on, row.large_print, None, 0, str(reason),
                          blank.data)


def _issued(row: Proposed, account: ArrearsRow, shared: Office, signed_by: str, role: str, template: Template | None,
            title: str, subject: Ref, *, with_statement: bool) -> MadeLetter:
    words = words_for(AgreementKind.LICENCE if account.tenancy_kind in LICENCES else AgreementKind.TENANCY)
    people = recipients({row.tenancy_id}, shared.on).get(row.tenancy_id, [])
    names = [person.name for person in people]
    address = where_to(row.tenancy_id, next(person for person in people if person.id == row.person_id))
    lines = statement(row.account_id, shared.on - timedelta(days=shared.statement_days), shared.on)
    made = statement_of(account, shared, words, names, lines, signed_by, large_print=row.large_print)
    data: dict[str, Any] = {"why": row.why, "owed": row.owed_pence, "balance": account.position.pence}
    if row.template == STATEMENT:
        whole = Statement(**{**{f: getattr(made, f) for f in Statement.__slots__}, "address": address})
        issued = issue_statement(whole, envelopes=shared.envelopes, demo=shared.demo)
        return MadeLetter(STATEMENT, "1", title, subject, row.addressee, shared.on, row.large_print, issued.pdf, issued.pages,
                          None, json.dumps(data))
    if template is None:
        raise Refused(f"There is no letter “{row.template}”")
    agreement = tenancy(row.tenancy_id)
    arrears = arrears_facts(row.person_id, row.addressee, account, shared, names, signed_by)
    fields = {**agreement_fields(agreement, row.addressee, shared), **arrears.fields()}
    own = account.position.has_benefit
    facts = LetterFacts(
        sender=shared.sender, address=address, greeting=row.addressee, on=shared.on, our_reference=account.tenancy_reference,
        please_ask_for=signed_by, words=words, fields=fields,
        facts={**agreement_facts(agreement, account, shared), **arrears.facts()}, signed_by=SignOff(signed_by, role),
        account=recent_account(recent(lines, own)) if lines.lines else None, ways_to_pay=ways_to_pay(account.reference, shared),
        expected=" ".join(expected_sentence(e) for e in made.expected[:1]), help_lines=shared.help_lines,
        with_statement=with_statement, large_print=row.large_print)
    issued = issue_letter(compose_letter(template, facts), made if with_statement else None, envelopes=shared.envelopes,
                          demo=shared.demo)
    return MadeLetter(template.key, template.fingerprint, title, subject, row.addressee, shared.on, row.large_print, issued.pdf,
                      issued.pages, None, json.dumps({**data, "fields": fields}, ensure_ascii=False))


def run_title(on: date, kinds: Sequence[str]) -> str:
    """What a run is called: ``Arrears letters of 23 November 2026``."""
    return f"{'Statements' if set(kinds) == {STATEMENT} else 'Arrears letters'} of {format_date(on)}"
