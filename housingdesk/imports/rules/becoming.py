"""A plan into the drafts of the other rooms: spaces, people, charges and the lines of the ledger. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from housingdesk.imports.rules.money import day_before
from housingdesk.imports.rules.rows import ChargePlan, PersonPlan, Plan, SpacePlan, TenancyPlan
from housingdesk.people.rules import ContactDraft, ContactKind, PersonDraft
from housingdesk.properties.rules import NON_RESIDENTIAL, RentType, SpaceDraft
from housingdesk.rent.rules.drafts import ChargeDraft, ShareDraft
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import AccountKind, ChargeCode, EntryKind, Payer
from housingdesk.tenancies.rules import home_words
from housingdesk.values.text import one_line

_NOT_SOCIAL = frozenset({RentType.MARKET})
_BROUGHT = "Balance brought forward"


def space_draft(space: SpacePlan) -> SpaceDraft:
    """A space as the room of homes takes it."""
    social = space.kind not in NON_RESIDENTIAL and space.rent_type not in _NOT_SOCIAL
    return SpaceDraft(space.kind, space.label, None, space.street, space.locality, space.town, space.county, space.postcode,
                      space.uprn, space.bedrooms, space.rent_type, social)


def person_draft(person: PersonPlan) -> PersonDraft:
    """A person as the room of people takes them."""
    return PersonDraft(one_line(person.name), born_on=person.born_on, nino=person.nino)


def contact_drafts(person: PersonPlan) -> tuple[ContactDraft, ...]:
    """The ways to reach a person."""
    found = ((ContactKind.PHONE, person.mobile, "mobile"), (ContactKind.PHONE, person.phone, ""),
             (ContactKind.PHONE, person.phone2, "other"), (ContactKind.EMAIL, person.email, ""),
             (ContactKind.EMAIL, person.email2, "other"))
    return tuple(ContactDraft(kind, value, label) for kind, value, label in found if value)


def charge_draft(line: ChargePlan) -> ChargeDraft:
    """A charge with its shares: the person pays the rest."""
    shares = (*(ShareDraft(payer, pence) for payer, pence in line.shares), ShareDraft(Payer.TENANT, None))
    return ChargeDraft(line.code, line.description, line.pence, shares)


def void_draft(pence: int) -> ChargeDraft:
    """What an empty home loses."""
    return ChargeDraft(ChargeCode.RENT, "Rent", pence)


def lived(plan: Plan, references: Sequence[str], addresses: Sequence[tuple[str, str]],
          today: date) -> dict[int, tuple[str, tuple[str, ...], bool]]:
    """For each person by place: where the find box says they live, every home they had, and whether they have left all."""
    held: defaultdict[int, list[int]] = defaultdict(list)
    for at, one in enumerate(plan.tenancies):
        for place in one.people:
            held[place].append(at)
    found = {}
    for place, some in held.items():
        some.sort(key=lambda at: (_is_past(plan.tenancies[at], today), -plan.tenancies[at].starts_on.toordinal()))
        first = plan.tenancies[some[0]]
        homes = tuple(dict.fromkeys(", ".join(addresses[plan.tenancies[at].home]) for at in some))
        detail = home_words(addresses[first.home][0], references[some[0]], first.starts_on, first.ends_on, today)
        found[place] = (detail, homes, all(_is_past(plan.tenancies[at], today) for at in some))
    return found


def _is_past(one: TenancyPlan, today: date) -> bool:
    return one.ends_on is not None and one.ends_on < today


def opening_lines(plan: Plan, accounts: Sequence[int], beside: Mapping[tuple[int, AccountKind], int]) -> list[Line]:
    """What each account brought forward, by payer; where its history comes too, the day before that begins.

    ``beside`` is the number of each account beside the rent, by the agreement's place and the account's kind.
    """
    found = []
    for place, (one, number) in enumerate(zip(plan.tenancies, accounts, strict=True)):
        on = day_before(one.entries, plan.on)
        own = one.brought - sum(pence for _, pence in one.parts)
        found += [Line(number, EntryKind.OPENING, None, payer, on, pence, None, None, _BROUGHT)
                  for payer, pence in ((Payer.TENANT, own), *one.parts) if pence]
        found += [Line(beside[place, kind], EntryKind.OPENING, None, Payer.TENANT, plan.on, pence, None, None, _BROUGHT)
                  for kind, pence in one.beside]
    return found


def history_lines(plan: Plan, accounts: Sequence[int]) -> Iterator[tuple[int, list[Line]]]:
    """The entries of all accounts year by year, each on its own day."""
    years: defaultdict[int, list[Line]] = defaultdict(list)
    for one, number in zip(plan.tenancies, accounts, strict=True):
        for entry in one.entries:
            if entry.pence:
                code = ChargeCode.RENT if entry.kind is EntryKind.CHARGE else None
                years[entry.on.year].append(Line(number, entry.kind, code, entry.payer, entry.on, entry.pence, None, None,
                                                 entry.text[:300]))
    for year, lines in sorted(years.items()):
        lines.sort(key=lambda line: line.effective_on)
        yield year, lines


def names_of(plan: Plan, one: TenancyPlan, people: Mapping[int, int]) -> tuple[tuple[int, str], ...]:
    """Who holds an agreement: their numbers here and their names."""
    return tuple((people[place], one_line(plan.people[place].name)) for place in one.people)
