"""Headings of other systems into roles: abbreviations spelled out, and what one means in a file that is one sheet. Pure."""

import re

from housingdesk.imports.rules.roles import BY_KEY, ROLES
from housingdesk.imports.rules.words import Sheet
from housingdesk.values.text import fold

_SHORT = {
    "acc": "account", "acct": "account", "addr": "address", "amt": "amount", "bal": "balance", "ben": "benefit",
    "chg": "charge",
    "chgs": "charges", "chrg": "charge", "desc": "description", "eff": "effective", "freq": "frequency", "inel": "ineligible",
    "num": "number", "pcode": "postcode", "prob": "probation", "prop": "property", "serv": "service", "ten": "tenancy",
    "term": "termination", "tnt": "tenant", "tran": "transaction", "trans": "transaction", "wk": "week", "wkly": "weekly",
    "mth": "month", "mthly": "monthly", "pymt": "payment", "pay": "payment", "dt": "date", "svc": "service", "elig": "eligible",
    "licn": "licence", "lic": "licence"}


def bare(head: str) -> str:
    """A heading for comparing: folded, letters and digits only.

    >>> bare("Prop. Ref"), bare("Tenancy Start Date ")
    ('propref', 'tenancystartdate')
    """
    return re.sub(r"[^a-z0-9]", "", fold(head))


_KNOWN = {head: role.key for role in reversed(ROLES) for head in (*role.heads, bare(role.words))}
# What a heading means in a file of the sheet alone; elsewhere it is the home's, the tenancy's or the account's own.
_HERE: dict[Sheet, dict[str, str]] = {
    Sheet.TENANCIES: {"home.key": "tenancy.home", "person.key": "tenancy.people"},
    Sheet.CHARGES: {"tenancy.key": "charge.tenancy", "tenancy.reference": "charge.tenancy",
                    "history.text": "charge.description",
                    "history.amount": "charge.amount", "tenancy.start": "charge.from", "history.on": "charge.from",
                    "tenancy.end": "charge.until"},
    Sheet.BALANCES: {"tenancy.key": "balance.key", "tenancy.reference": "balance.key", "history.debit": "balance.owed",
                     "history.credit": "balance.credit"},
    Sheet.HISTORY: {"tenancy.key": "history.key", "tenancy.reference": "history.key", "balance.owed": "history.debit",
                    "charge.amount": "history.amount",
                    "balance.credit": "history.credit", "balance.pence": "history.balance",
                    "charge.description": "history.text",
                    "charge.code": "history.kind", "tenancy.start": "history.on"},
}


def role_of(head: str) -> str:
    """What a column with this heading holds, or ``""``; years, months and signs beside it do not count.

    >>> role_of("Tenancy Start Date"), role_of("Weekly Rent (£)"), role_of("Colour of door")
    ('tenancy.start', 'charge.rent', '')
    >>> role_of("TEN_START"), role_of("Serv. Chg")
    ('tenancy.start', 'charge.service')
    """
    plain = re.sub(r"\([^)]*\)|[£/]|\b20\d\d\b", " ", head)
    return _KNOWN.get(bare(plain)) or _KNOWN.get(_spelled(plain), "")


def _spelled(head: str) -> str:
    """A heading with what systems abbreviate spelled out: ``TEN_START`` is the start of a tenancy."""
    words = re.findall(r"[a-z]+|\d+", fold(head))
    return "".join(_SHORT.get(word, word) for word in words)


def in_sheet(role: str, sheet: Sheet) -> str:
    """What a role becomes in a file that is a sheet alone: the home of a tenancy, the account of a charge."""
    return _HERE.get(sheet, {}).get(role, role)


def sheets_of(roles: tuple[str, ...]) -> tuple[Sheet, ...]:
    """Which sheets a file with these roles serves, in the order in which they are brought in.

    A home's number beside people or tenancies says which home is meant; it takes more to be a list of homes.
    """
    used = {role for role in roles if role}
    found = {BY_KEY[role].sheet for role in used}
    if len(found) > 1 and {role for role in used if role.startswith("home.")} == {"home.key"}:
        found.discard(Sheet.HOMES)
    return tuple(sheet for sheet in Sheet if sheet in found)
