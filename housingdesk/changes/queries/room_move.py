"""A move to another room of the same scheme before it is made: the free rooms and their charges, and what it would do."""

from collections.abc import Sequence
from datetime import date

from housingdesk.benefits.queries.claims import claims_of
from housingdesk.benefits.rules.claims import LIVE
from housingdesk.errors import Refused
from housingdesk.lettings.queries.offers import last_costs
from housingdesk.properties.queries import space
from housingdesk.rent.queries.accounts import AccountRow, ChargeRow, charges_in_force, main_account
from housingdesk.rent.queries.backdating import difference, life_of
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.room_charges import charged_anew, in_rhythm
from housingdesk.rent.rules.words import PER, ChargeCode, Frequency
from housingdesk.tenancies.queries.agreements import TenancyRow, occupancies, tenancy
from housingdesk.tenancies.queries.homes import EmptyRow, empty_on
from housingdesk.tenancies.rules import already_ended_sentence
from housingdesk.values.dates import format_day
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen


@frozen
class FreeRoom:
    """A room that could be had on a day; ``charges`` as the account has them, empty where nothing is known of its rent."""

    id: int
    address: str
    since: date | None
    charges: tuple[ChargeDraft, ...]
    usual: str

    @property
    def pence(self) -> int:
        """All its charges together."""
        return sum(charge.pence for charge in self.charges)


@frozen
class Moving:
    """Who moves from where, what they are charged now, and the free rooms of the scheme."""

    tenancy: TenancyRow
    account: AccountRow
    space_id: int
    home: str
    since: date
    charges: tuple[ChargeRow, ...]
    rooms: tuple[FreeRoom, ...]

    @property
    def per(self) -> str:
        """``a night``, ``a week``, ``a month``."""
        return PER[self.account.frequency]

    @property
    def pence(self) -> int:
        """What they are charged now."""
        return sum(charge.pence for charge in self.charges)


def moving(tenancy_id: int, on: date) -> Moving:
    """All that the screen of a room move shows for a day; Refused for an agreement that has ended or has no account."""
    row, account = tenancy(tenancy_id), main_account(tenancy_id)
    if row.ends_on is not None:
        raise Refused(already_ended_sentence(row.kind, row.ends_on, on))
    if account is None:
        raise Refused(f"This {row.words.agreement} has no account yet")
    here = occupancies([tenancy_id])[-1]
    home = space(here.space_id)
    day = row.within(on)
    free = [one for one in empty_on(day, scheme_id=home.scheme_id) if one.residential is home.residential]
    if home.scheme_id is None:
        free = [one for one in free if space(one.space_id).parent_id == home.parent_id is not None]
    return Moving(row, account, here.space_id, here.address, here.start, tuple(charges_in_force(account.id, day)),
                  tuple(_room(one, account, day) for one in free))


def _room(one: EmptyRow, account: AccountRow, day: date) -> FreeRoom:
    cost = last_costs(one.space_id, day)
    if cost is None:
        return FreeRoom(one.space_id, one.address, one.since, (), "")
    charged = next(frequency for frequency, per in _RHYTHMS.items() if per == cost.per)
    return FreeRoom(one.space_id, one.address, one.since, in_rhythm(cost.lines, charged, account.frequency), cost.where_from)


_RHYTHMS = {frequency: PER[frequency] for frequency in (Frequency.WEEKLY, Frequency.MONTHLY, Frequency.NIGHTLY)}


def proposed(found: Moving, room: FreeRoom) -> tuple[ChargeDraft, ...]:
    """The charges proposed for a room: its usual ones; what is the person's and not the room's goes on as it is."""
    own = [ChargeDraft(ChargeCode(line.code), line.description, line.pence) for line in found.charges]
    if not room.charges:
        return tuple(own)
    codes = {charge.code for charge in room.charges}
    return (*room.charges, *(charge for charge in own if charge.code not in codes and charge.code in _THEIRS))


_THEIRS = frozenset({ChargeCode.SUPPORT, ChargeCode.INELIGIBLE_SERVICE, ChargeCode.WATER})


@frozen
class Told:
    """What a move would do, one sentence each, or what stands against it."""

    sentences: tuple[str, ...]
    against: str = ""


def told(tenancy_id: int, to_space: int, on: date, charges: Sequence[ChargeDraft]) -> Told:
    """What a move would do, or why its charges cannot be so."""
    try:
        return Told(tuple(_told(tenancy_id, to_space, on, charges)))
    except Refused as error:
        return Told((), str(error))


def _told(tenancy_id: int, to_space: int, on: date, charges: Sequence[ChargeDraft]) -> list[str]:
    row, account, to = tenancy(tenancy_id), main_account(tenancy_id), space(to_space)
    here = occupancies([tenancy_id])[-1]
    assert account is not None
    out = [f"{row.names} {'have' if ' and ' in row.names else 'has'} {to.said} from {format_day(on)}; {here.address} stands "
           f"empty from that day and is on the board"]
    life = life_of(account.id)
    after = charged_anew(life, on, charges)
    now, was = sum(one.pence for one in charges), sum(one.pence for one in charges_in_force(account.id, on))
    per = PER[account.frequency]
    out.append(f"The {row.words.charge} stays {format_pence(now)} {per}" if after == life else
               f"The {row.words.charge} is {format_pence(now)} {per} from {format_day(on)}; it was {format_pence(was)}")
    pence = difference(account.id, on, after).pence if after != life else 0
    if pence:
        out.append(f"{format_pence(abs(pence))} is {'charged' if pence > 0 else 'credited'} for days that are debited already, "
                   f"each dated as its debit was")
    out.append(f"The account, its payment reference {account.reference} and the {row.words.agreement} stay: money with the "
               f"reference goes on being found")
    notices = sum(claim.state in LIVE for claim in claims_of(tenancy_id))
    if notices:
        out.append(f"{'A notice' if notices == 1 else f'{notices} notices'} of the change to the benefit office "
                   f"{'is' if notices == 1 else 'are'} drafted; nothing is sent")
    return out
