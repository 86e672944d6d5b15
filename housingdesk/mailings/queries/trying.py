"""A real person on whom a letter's wording is tried: found by a fragment, and all that a letter to them says, read once.

Nothing here is kept or sent: it is for the person who writes the wording to look at.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from housingdesk.arrears.queries.listing import ArrearsRow, account_standing
from housingdesk.errors import Refused
from housingdesk.letters.rules.arrears import recent_account
from housingdesk.letters.rules.compose import LetterFacts
from housingdesk.letters.rules.content import AccountTable, SignOff
from housingdesk.letters.rules.fields import CATALOGUE, FACTS
from housingdesk.letters.rules.statement import expected_sentence
from housingdesk.letters.rules.tried import RealPerson
from housingdesk.letters.rules.words import AgreementKind, words_for
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
from housingdesk.mailings.queries.office import Office, office
from housingdesk.mailings.queries.recipients import Recipient, recipients, where_to
from housingdesk.mailings.rules.agreements import letter_words
from housingdesk.rent.queries.accounts import accounts_of
from housingdesk.rent.queries.statement import statement
from housingdesk.rent.rules.words import AccountKind
from housingdesk.tenancies.queries.agreements import TenancyRow, tenancy
from housingdesk.tenancies.queries.listing import TenancyFilter, When, tenancy_ids, tenancy_rows
from housingdesk.values.dates import format_long
from housingdesk.values.rows import frozen

_MOST = 8
_KINDS = (AccountKind.RENT, AccountKind.GARAGE)


@frozen
class Found:
    """Somebody who can be tried on."""

    tenancy_id: int
    names: str
    detail: str


def found(text: str, on: date) -> list[Found]:
    """Up to eight agreements that fit a fragment of a name, a street, a reference, those that have ended as well."""
    ids = tenancy_ids(TenancyFilter(on, When.ALL, text=text))[:_MOST]
    return [Found(row.id, row.names, f"{row.reference} · {row.address}") for row in tenancy_rows(ids, on)]


def real_person(tenancy_id: int, on: date, by: str) -> RealPerson:
    """The first who holds an agreement, with everything that a letter to them is made from; Refused where none can be."""
    agreement, shared = tenancy(tenancy_id), office(on)
    everybody = recipients({tenancy_id}, on).get(tenancy_id, [])
    if not everybody:
        raise Refused("Nobody holds this agreement, so nobody is written to")
    first = everybody[0]
    accounts = sorted((a for a in accounts_of(tenancy_id) if a.kind in _KINDS), key=lambda a: _KINDS.index(a.kind))
    account = account_standing(accounts[0].id, on) if accounts else None
    facts = _facts(agreement, account, shared, first, [one.name for one in everybody], by)
    return RealPerson(tenancy_id, f"{first.name}, {agreement.address}", facts, shared.envelopes, shared.demo)


def _facts(agreement: TenancyRow, account: ArrearsRow | None, shared: Office, to: Recipient, names: list[str],
           by: str) -> LetterFacts:
    words = letter_words(agreement.kind)
    fields, more = _filled(account, shared, to, names, by)
    table, expected = _account(account, shared, to, names, by)
    return LetterFacts(
        sender=shared.sender, address=where_to(agreement.id, to), greeting=to.name, on=shared.on,
        our_reference=agreement.reference, please_ask_for=by, words=words,
        fields={**dict.fromkeys(CATALOGUE, ""), "phone": shared.sender.phone,
                **agreement_fields(agreement, to.name, shared), **fields},
        facts={**dict.fromkeys(FACTS, False), **agreement_facts(agreement, account, shared), **more},
        signed_by=SignOff(by, "Housing Coordinator"), account=table, expected=expected, help_lines=shared.help_lines,
        ways_to_pay=ways_to_pay(account.reference, shared) if account else (), large_print=to.large_print,
        easy_read=to.easy_read)


def _filled(account: ArrearsRow | None, shared: Office, to: Recipient, names: list[str],
            by: str) -> tuple[Mapping[str, str], Mapping[str, bool]]:
    if account is not None:
        told = arrears_facts(to.id, to.name, account, shared, names, by)
        return told.fields(), told.facts()
    worker = support_worker(to.id, shared.on)
    return ({"officer": by, "act_by": format_long(act_by(shared)), "support_worker": worker},
            {"joint": len(names) > 1, "supported": bool(worker)})


def _account(account: ArrearsRow | None, shared: Office, to: Recipient, names: list[str],
             by: str) -> tuple[AccountTable | None, str]:
    """The newest lines of the account, and money on its way."""
    if account is None:
        return None, ""
    lines = statement(account.account_id, shared.on - timedelta(days=shared.statement_days), shared.on)
    if not lines.lines:
        return None, ""
    whole = statement_of(account, shared, words_for(AgreementKind.TENANCY), names, lines, by, large_print=to.large_print)
    table = recent_account(recent(lines, account.position.own_only))
    return table, " ".join(expected_sentence(one) for one in whole.expected[:1])
