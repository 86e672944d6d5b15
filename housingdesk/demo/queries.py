"""What filling a database with a made-up association goes by: whether it is empty enough, and whom benefit has paid."""

from collections.abc import Collection

from housingdesk.access.models import User
from housingdesk.access.rules import Role
from housingdesk.bank.models import BankAccount
from housingdesk.diary.models import Note, Task
from housingdesk.people.models import Person
from housingdesk.properties.models import Council, Space
from housingdesk.rent.models import Account, Batch, Entry
from housingdesk.rent.rules.words import BENEFIT, EntryKind
from housingdesk.settings.models import Setting
from housingdesk.tenancies.models import Tenancy

_ANYTHING = (Space, Person, Tenancy, Account, Batch, BankAccount, Council, Setting, Note, Task)


def holds_anything() -> bool:
    """Whether anybody has worked here; people who may sign in are not counted."""
    return any(model.select(model.id).limit(1).exists() for model in _ANYTHING)


def paid_by_benefit(tenancy_ids: Collection[int]) -> frozenset[int]:
    """Those of some agreements on whose rent account benefit came already."""
    rows = (Account.select(Account.tenancy).join(Entry).distinct()
            .where(Account.tenancy.in_(list(tenancy_ids)) & (Entry.kind == EntryKind.RECEIPT) & Entry.payer.in_(list(BENEFIT))))
    return frozenset(row[0] for row in rows.tuples())


def administrator() -> int | None:
    """The number of the first administrator who may sign in already, or None."""
    found: int | None = (User.select(User.id).where((User.role == Role.ADMINISTRATOR) & (User.active == True))  # noqa: E712
                         .order_by(User.id).limit(1).scalar())
    return found
