"""Who else gets a letter: the letter itself, a copy of it, word that one was sent, or nothing, each with its reason. Pure.

**Our reading, to be checked by the association's data protection lead.** Which authority covers which letter (``_COVERS``) and
who is told that a letter was sent without an authority (``_TOLD``) is not laid down anywhere: it follows from the Data
Protection Act 2018 and the UK GDPR, Art. 5(1)(c), that nobody hears more than the authority they have is about.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from housingdesk.letters.rules.merge import Family
from housingdesk.people.rules import ACTS_FOR, Authority, PartyDraft, PartyRole, Scope, authority
from housingdesk.values.dates import format_date
from housingdesk.values.text import fold, sentence_case

# What an authority must be for, for each family of letters; "everything" covers them all. A statement has no family.
_RENT, _SUPPORT, _NOTHING_LESS = frozenset({Scope.RENT}), frozenset({Scope.SUPPORT}), frozenset[Scope]()
_COVERS: dict[Family | None, frozenset[Scope]] = {
    None: _RENT, Family.ARREARS: _RENT, Family.AGREEMENT: _RENT, Family.BENEFIT: _RENT, Family.FORMER: _RENT,
    Family.RENT: _RENT, Family.ACCESS: frozenset({Scope.REPAIRS}), Family.SIGN_UP: _SUPPORT, Family.VISIT: _SUPPORT,
    Family.CONDUCT: _SUPPORT, Family.COMPLAINT: _NOTHING_LESS, Family.NOTICE: _NOTHING_LESS, Family.ENDING: _NOTHING_LESS,
    Family.GENERAL: _NOTHING_LESS}
_TOLD = frozenset({PartyRole.KEY_WORKER, PartyRole.SUPPORT_PROVIDER})


class CopyKind(StrEnum):
    """What somebody gets of a letter that is to another person."""

    ITSELF = "the letter itself"
    FULL = "a full copy"
    WORD = "only word that a letter was sent"
    NOTHING = "nothing"


_FULLEST = tuple(CopyKind)


@dataclass(frozen=True, slots=True)
class Copy:
    """One person beside the one a letter is to, what they get of it, and why.

    ``left_out`` is the reason somebody gave for not sending it this once. ``address`` is as typed; empty: it goes by e-mail.
    """

    party_id: int
    name: str
    role: PartyRole
    kind: CopyKind
    why: str
    address: str
    email: str
    left_out: str = ""

    @property
    def goes(self) -> bool:
        """Whether something is sent to them."""
        return self.kind is not CopyKind.NOTHING and not self.left_out

    @property
    def who(self) -> str:
        """``Sarah Lowe (key worker)``."""
        return f"{self.name} ({self.role})"

    @property
    def name_line(self) -> str:
        """What stands over their address: of a copy that it is one."""
        return f"Copy for {self.name}, {self.role}" if self.kind is CopyKind.FULL else self.name

    @property
    def sentence(self) -> str:
        """What they get, as it is said before the letter is made."""
        if self.left_out:
            return f"{self.who}: left out, {self.left_out}"
        return f"{self.who}: nothing, {self.why}" if self.kind is CopyKind.NOTHING else f"{self.who}: {self.kind}"


def covers(family: Family | None, about_money: bool, scope: Scope) -> bool:
    """Whether an authority for ``scope`` is for a letter of a family; one that shows an account is about rent as well.

    >>> covers(Family.ACCESS, False, Scope.REPAIRS), covers(Family.ACCESS, False, Scope.RENT), covers(None, True, Scope.RENT)
    (True, False, True)
    >>> covers(Family.SIGN_UP, True, Scope.SUPPORT), covers(Family.COMPLAINT, False, Scope.EVERYTHING)
    (False, True)
    """
    if scope is Scope.EVERYTHING:
        return True
    return scope in _COVERS[family] and (not about_money or scope is Scope.RENT)


def copies_for(parties: Iterable[tuple[int, PartyDraft]], roles: Collection[str], family: Family | None, about_money: bool,
               on: date) -> tuple[Copy, ...]:
    """Who else gets a letter of a day, the fullest first; one who is on file twice gets it once.

    ``roles`` are those that the letter names. Who acts for a person (appointee, attorney, deputy) gets the letter itself
    whether it names them or not, as far as their authority goes. Whose authority ran out gets nothing once somebody else has
    their role: a key worker of last year is not told.
    """
    found: dict[str, Copy] = {}
    known = list(parties)
    for party_id, party in known:
        if _followed([other for _, other in known], party, on):
            continue
        made = _copy(party_id, party, roles, family, about_money, on)
        before = found.get(fold(party.name))
        if made is not None and (before is None or _FULLEST.index(made.kind) < _FULLEST.index(before.kind)):
            found[fold(party.name)] = made
    return tuple(sorted(found.values(), key=lambda copy: _FULLEST.index(copy.kind)))


def _followed(parties: Sequence[PartyDraft], party: PartyDraft, on: date) -> bool:
    """Whether somebody else came after a party whose authority ran out."""
    if party.expires_on is None or authority(party.authority_on, party.expires_on, on) is not Authority.EXPIRED:
        return False
    return any(other.role is party.role and other.authority_on is not None
               and (other.expires_on is None or other.expires_on > party.expires_on) for other in parties if other is not party)


def _copy(party_id: int, party: PartyDraft, roles: Collection[str], family: Family | None, about_money: bool,
          on: date) -> Copy | None:
    stands = authority(party.authority_on, party.expires_on, on)
    may = stands is Authority.IN_FORCE and covers(family, about_money, party.scope)
    acts = party.role in ACTS_FOR
    if party.role not in roles and not (acts and may):
        return None
    if may:
        kind, why = CopyKind.ITSELF if acts else CopyKind.FULL, _authority_words(party)
    elif party.role in _TOLD or stands is Authority.IN_FORCE:
        kind, why = CopyKind.WORD, f"{sentence_case(party.role)}; {_lack(party, stands)}: told only that a letter was sent"
    else:
        kind, why = CopyKind.NOTHING, _lack(party, stands)
    if kind is not CopyKind.NOTHING and not party.address.strip() and not party.email.strip():
        kind, why = CopyKind.NOTHING, "there is no address on file"
    return Copy(party_id, party.name, party.role, kind, why, party.address, party.email.strip())


def _authority_words(party: PartyDraft) -> str:
    """``Key worker; authority of 3 March 2026, rent and benefit, until 2 March 2027``."""
    assert party.authority_on is not None
    until = f", until {format_date(party.expires_on)}" if party.expires_on is not None else ""
    return f"{sentence_case(party.role)}; authority of {format_date(party.authority_on)}, {party.scope}{until}"


def _lack(party: PartyDraft, stands: Authority) -> str:
    match stands:
        case Authority.IN_FORCE:
            return f"their authority is for {party.scope} and not for this letter"
        case Authority.EXPIRED if party.expires_on is not None:
            return f"their authority ran out on {format_date(party.expires_on)}"
        case Authority.NOT_YET if party.authority_on is not None:
            return f"their authority begins on {format_date(party.authority_on)}"
        case _:
            return "there is no authority on file"


def copies_line(copies: Sequence[Copy]) -> str:
    """``2 copies: Sarah Lowe (key worker): a full copy; …``, with those who get nothing; empty when there is nobody."""
    if not copies:
        return ""
    going = sum(copy.goes for copy in copies)
    count = "No copy" if not going else "1 copy" if going == 1 else f"{going:,} copies"
    return f"{count}: {'; '.join(copy.sentence for copy in copies)}"
