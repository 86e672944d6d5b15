"""The office of the made-up association: who works there, its facts, its ledger accounts, bank account and rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from housingdesk.access.act import Act, Who
from housingdesk.access.desk import needs
from housingdesk.access.models import User
from housingdesk.access.rules import Permission, initials
from housingdesk.bank.actions.importing import add_bank_account
from housingdesk.bank.actions.standing import add_rule
from housingdesk.demo.bank_files import ACCOUNT_NAME, OUR_NUMBER, OUR_SORT_CODE
from housingdesk.demo.office import FACTS, RULES, Control, Staff
from housingdesk.demo.queries import administrator
from housingdesk.rent.actions.accounts import open_ledger_account, open_standard_accounts
from housingdesk.settings.actions import set_value


@dataclass(frozen=True, slots=True)
class Office:
    """What later phases point to: accounts of the ledger by reference, and our bank account."""

    ledger: dict[str, int]
    bank: int


@needs(Permission.KEEP_USERS)
def write_staff(act: Act, *, staff: Sequence[Staff]) -> list[Who]:
    """Adds everybody who works there, in order; nobody gets a password, and no server a login.

    An administrator who is there already stands in for the made-up one, who comes first.
    """
    there, taken = administrator(), {str(row[0]) for row in User.select(User.login).tuples()}
    people = [User.get_by_id(there)] if there is not None else []
    people += [act.add(User(name=one.name, initials=initials(one.name), login=one.login, role=one.role))
               for one in staff[len(people):] if one.login not in taken]
    act.say(f"{len(people)} made-up people work here")
    return [Who(user.id, user.name, user.initials, str(user.role)) for user in people]


@needs(Permission.KEEP_SETTINGS)
def write_office(act: Act, *, name: str, first_day: date, opening_pence: int, controls: Sequence[Control],
                 councils: Sequence[int]) -> Office:
    """Sets the association's facts and opens its ledger accounts and its bank account, from the first day of the books."""
    for key, value in {"org.name": name, **FACTS}.items():
        set_value(act, key=key, value=value, valid_from=first_day)
    ledger = open_standard_accounts(act)
    for one in controls:
        council = councils[one.council - 1] if one.council else None
        ledger[one.reference] = open_ledger_account(act, reference=one.reference, kind=one.kind, name=one.name,
                                                    council_id=council)
    bank = add_bank_account(act, name=ACCOUNT_NAME, sort_code=OUR_SORT_CODE, number=OUR_NUMBER,
                            opening_pence=opening_pence, opening_on=first_day)
    act.undo = None
    act.say(f"{name}: office, ledger accounts and bank account")
    return Office(ledger, bank)


@needs(Permission.POST_MONEY)
def write_rules(act: Act, *, ledger: dict[str, int]) -> None:
    """The standing rules for money that is no single person's: councils, providers, settlements, refunds."""
    for rule in RULES:
        add_rule(act, words=rule.words, account_id=ledger[rule.reference], money_in=rule.money_in, sentence=rule.sentence)
    act.undo = None
    act.say(f"{len(RULES)} standing rules for the bank’s wording")
