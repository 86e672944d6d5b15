"""Letter runs about arrears and statements: who is chosen, which letter fits, and the letters drawn."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from housingdesk.arrears.queries.listing import ArrearsRow, arrears_list
from housingdesk.arrears.rules.listing import suggested_letter
from housingdesk.errors import Refused
from housingdesk.holds.queries import active
from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.queries import last_letters
from housingdesk.letters.queries.templates import family_in_use, templates_in_use
from housingdesk.letters.rules.arrears import recent_account
from housingdesk.letters.rules.compose import LetterFacts, compose_letter
from housingdesk.letters.rules.content import SignOff
from housingdesk.letters.rules.merge import Template
from housingdesk.letters.rules.statement import expected_sentence
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
from housingdesk.mailings.queries.making import whole_letter, whole_statement
from housingdesk.mailings.queries.office import Office, office
from housingdesk.mailings.queries.reach import legal_steps, made_lately, parties_of, place_of, see_first, why_not_in_window
from housingdesk.mailings.queries.recipients import Recipient, recipients
from housingdesk.mailings.rules import BY_HAND, STATEMENT, TITLES, Proposed, about_money
from housingdesk.mailings.rules.copies import copies_for
from housingdesk.mailings.rules.reasons import Reason, not_due, stopped, why_again, why_balance_moved, why_unreachable
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.queries.statement import statement
from housingdesk.rent.rules.words import AccountKind
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.tenancies.rules import LICENCES
from housingdesk.values.dates import format_date
from housingdesk.values.timeline import Ref

Progress = Callable[[int, int, str], None]


def proposed(account_ids: Sequence[int], on: date, *, template: str | None = None,
             listed: Mapping[int, int] | None = None) -> list[Proposed]:
    """A letter for each person on each chosen account, in the order chosen; held ones say why and what would settle it.

    ``template`` None proposes by stage; a key (or ``"statement"``) asks for that one. ``listed`` is what each account owed, in
    pence, on the list from which it was chosen: where it owes another sum by now, its letter is held.
    """
    shared = office(on)
    rows = {r.account_id: r for r in arrears_list(on, also=account_ids if template == STATEMENT else ())}
    missing = [a for a in account_ids if a not in rows]
    chosen = {a: rows[a] for a in account_ids if a in rows}
    about = _About(chosen.values(), shared, template)
    made: list[Proposed] = []
    for account_id, row in chosen.items():
        for holder in about.holders.get(row.tenancy_id, []):
            made.append(_one(len(made) + 1, row, holder, about, (listed or {}).get(account_id)))
    return made + [_settled(len(made) + n, a, (listed or {}).get(a)) for n, a in enumerate(missing, 1)]


class _About:
    """What is known of all the people of a run, read once: holders, holds, the last letters, and whom else to write to."""

    def __init__(self, rows: Collection[ArrearsRow], shared: Office, template: str | None) -> None:
        refs = [Ref("tenancy", row.tenancy_id) for row in rows]
        self.shared, self.template = shared, template
        self.holders = recipients({row.tenancy_id for row in rows}, shared.on)
        self.standing = active(shared.on, refs)
        self.last = last_letters(refs, "arrears")
        self.wordings = {one.key: one for one in templates_in_use(shared.on)}
        self.parties = parties_of([holder.id for people in self.holders.values() for holder in people], shared.on)
        self.steps = legal_steps(shared.on) if template != STATEMENT else {}
        self.lately = made_lately([template] if template and template != STATEMENT else [], refs, shared.on)

    def letter_for(self, row: ArrearsRow) -> tuple[str | None, str]:
        """Which letter, and why."""
        if self.template:
            return self.template, "Chosen by hand"
        before = self.last.get(f"tenancy:{row.tenancy_id}")
        return suggested_letter(row.position, self.shared.thresholds, before[0] if before else None,
                                before[1] if before else None, self.shared.on)


def _one(number: int, row: ArrearsRow, holder: Recipient, about: _About, listed: int | None) -> Proposed:
    template, why = about.letter_for(row)
    wording = about.wordings.get(str(template))
    email = "" if wording is not None and wording.on_paper else holder.email
    reason = _reason(row, holder, template, why, about, email, listed)
    first = (*about.steps.get(row.tenancy_id, ()), *see_first(holder, wording))
    plan = copies_for(about.parties.get(holder.id, ()), wording.copies if wording else (), wording.family if wording else None,
                      wording is None or about_money(wording), about.shared.on) if template and reason is None else ()
    return Proposed(number, row.account_id, row.tenancy_id, holder.id, holder.name, email or holder.forwarding or row.address,
                    template, why, reason.why if reason else None, holder.large_print, row.position.owed_pence,
                    reason.settle if reason else "", reason.where if reason else None, holder.easy_read, email,
                    first if reason is None else (), holder.formats if reason is None else (), plan)


def _reason(row: ArrearsRow, holder: Recipient, template: str | None, why: str, about: _About, email: str,
            listed: int | None) -> Reason | None:
    """Why there is no letter, the first that applies."""
    on, home = about.shared.on, f"{row.address}, {row.postcode}"
    found = why_unreachable(holder.to_whom(home, row.postcode, former=row.former, by_email=bool(email)))
    if found is None and template is not None:
        stops = stops_of(family_in_use(template, on))
        found = next((stopped(hold.stopped) for hold in about.standing.get(f"tenancy:{row.tenancy_id}", ())
                      if hold.stops & stops), None)
    if found is None and listed is not None and template != STATEMENT:
        found = why_balance_moved(listed, row.position.owed_pence)
    if found is None and template is None:
        found = not_due(why)
    if found is None and template != STATEMENT and not row.position.owed_pence:
        found = not_due("Nothing is owed by the person, so there are no arrears to write about")
    if found is None and template is not None:
        made_on = about.lately.get((template, f"tenancy:{row.tenancy_id}", holder.name))
        found = why_again(TITLES.get(template, "This letter"), made_on, on, about.shared.same_again_days)
    return found or (None if email else why_not_in_window(row.tenancy_id, holder, about.shared))


def _settled(number: int, account_id: int, listed: int | None) -> Proposed:
    found = account_queries.account(account_id)
    reason = not_due("Letters and statements are made of rent and garage accounts only")
    if found is None or found.kind in (AccountKind.RENT, AccountKind.GARAGE):
        reason = (why_balance_moved(listed, 0) if listed else None) or not_due("The account stands at nil: nothing is owed")
    return Proposed(number, account_id, found.tenancy_id or 0 if found else 0, 0, found.name if found else "", "", None, "",
                    reason.why, False, 0, reason.settle, reason.where)


def draw(chosen: Sequence[Proposed], on: date, *, signed_by: str, role: str = "Housing Coordinator",
         with_statement: bool = True, progress: Progress | None = None) -> list[MadeLetter]:
    """Draws every letter of a run, outside any transaction; one that cannot be printed is held with its reason.

    What changed on file since they were proposed counts: nobody is written to where it is no longer safe, or gets a copy
    without the authority of this moment.
    """
    shared, chosen = office(on), _as_now(chosen, on)
    rows = {r.account_id: r for r in arrears_list(on, also=[row.account_id for row in chosen if row.template == STATEMENT])}
    wordings = {template.key: template for template in templates_in_use(on)}
    made = []
    for done, row in enumerate(chosen):
        if progress is not None:
            progress(done, len(chosen), f"Drawing letter {done + 1:,} of {len(chosen):,}")
        made.append(_drawn(row, rows.get(row.account_id), shared, signed_by, role,
                           wordings.get(str(row.template)), with_statement=with_statement))
    return made


def _as_now(chosen: Sequence[Proposed], on: date) -> list[Proposed]:
    """The letters by what is on file at this moment; the copies are those that were seen, as far as they may still go."""
    now: dict[tuple[str | None, int, int], Proposed] = {}
    for template in dict.fromkeys(row.template for row in chosen if row.ready):
        owed = {row.account_id: row.owed_pence for row in chosen if row.ready and row.template == template}
        now |= {(template, one.account_id, one.person_id): one
                for one in proposed(tuple(owed), on, template=template, listed=owed)}
    return [_renewed(row, now.get((row.template, row.account_id, row.person_id)) or now.get((row.template, row.account_id, 0)))
            if row.ready else row for row in chosen]


def _renewed(row: Proposed, now: Proposed | None) -> Proposed:
    """A letter as it may go now; ``now`` is None for somebody to whom the agreement no longer is."""
    if now is None or now.held_because:
        return replace(row, held_because=now.held_because if now is not None else "They no longer hold this agreement")
    left_out = {copy.party_id: copy.left_out for copy in row.copies}
    copies = tuple(replace(copy, left_out=left_out[copy.party_id]) for copy in now.copies if copy.party_id in left_out)
    return replace(now, key=row.key, why=row.why, copies=copies)


def _drawn(row: Proposed, account: ArrearsRow | None, shared: Office, signed_by: str, role: str, template: Template | None, *,
           with_statement: bool) -> MadeLetter:
    moved = why_balance_moved(row.owed_pence, account.position.owed_pence if account else 0) \
        if row.ready and row.template != STATEMENT else None
    blank = MadeLetter(row.template or "none", "", TITLES.get(row.template or "", "Letter"), Ref("tenancy", row.tenancy_id),
                       row.addressee, shared.on, row.large_print, None, 0,
                       row.held_because or (moved.why if moved else "Nothing is due"), json.dumps({"why": row.why}),
                       easy_read=row.easy_read, not_due=row.not_due)
    if not row.ready or account is None or moved is not None:
        return blank
    try:
        return _issued(row, account, shared, signed_by, role, template, blank, with_statement=with_statement)
    except Refused as reason:
        return replace(blank, held_because=str(reason))


def _issued(row: Proposed, account: ArrearsRow, shared: Office, signed_by: str, role: str, template: Template | None,
            blank: MadeLetter, *, with_statement: bool) -> MadeLetter:
    words = words_for(AgreementKind.LICENCE if account.tenancy_kind in LICENCES else AgreementKind.TENANCY)
    people = recipients({row.tenancy_id}, shared.on).get(row.tenancy_id, [])
    names = [person.name for person in people]
    address = place_of(row.tenancy_id, next(person for person in people if person.id == row.person_id), row.email)
    lines = statement(row.account_id, shared.on - timedelta(days=shared.statement_days), shared.on)
    made = statement_of(account, shared, words, names, lines, signed_by, large_print=row.large_print or row.easy_read)
    data: dict[str, Any] = {"why": row.why, "owed": row.owed_pence, "balance": account.position.pence,
                            "account": row.account_id, **({"see first": row.see_first} if row.see_first else {}),
                            **({BY_HAND: row.by_hand} if row.by_hand else {})}
    if row.template == STATEMENT:
        return whole_statement(replace(blank, template_version="1"), replace(made, address=address), shared, email=row.email,
                               copies=row.copies, data=data)
    if template is None:
        raise Refused(f"There is no letter “{row.template}”")
    agreement = tenancy(row.tenancy_id)
    arrears = arrears_facts(row.person_id, row.addressee, account, shared, names, signed_by)
    fields = {**agreement_fields(agreement, row.addressee, shared), **arrears.fields()}
    own = account.position.own_only
    facts = LetterFacts(
        sender=shared.sender, address=address, greeting=row.addressee, on=shared.on, our_reference=account.tenancy_reference,
        please_ask_for=signed_by, words=words, fields=fields,
        facts={**agreement_facts(agreement, account, shared), **arrears.facts()}, signed_by=SignOff(signed_by, role),
        account=recent_account(recent(lines, own)) if lines.lines else None, ways_to_pay=ways_to_pay(account.reference, shared),
        expected=" ".join(expected_sentence(e) for e in made.expected[:1]), help_lines=shared.help_lines,
        with_statement=with_statement, large_print=row.large_print, easy_read=row.easy_read)
    return whole_letter(replace(blank, template=template.key, template_version=template.fingerprint),
                        compose_letter(template, facts), made if with_statement else None, shared, email=row.email,
                        copies=row.copies, data={**data, "fields": fields})


def run_title(on: date, kinds: Sequence[str]) -> str:
    """What a run is called: ``Arrears letters of 23 November 2026``."""
    return f"{'Statements' if set(kinds) == {STATEMENT} else 'Arrears letters'} of {format_date(on)}"
