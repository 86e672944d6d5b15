"""Empty homes of the made-up association: each on its way from notice to letting, with who kept their day and who did not;
safety records of all homes, some run out; keys that went to somebody; meters.
"""

from datetime import UTC, date, datetime, time, timedelta

from housingdesk.access.act import Who
from housingdesk.db.connection import Store
from housingdesk.demo.actions.homes_kept import (
    LeftRow,
    leaving,
    relet,
    write_certificates,
    write_keys,
    write_meters,
)
from housingdesk.demo.doing import Doing
from housingdesk.demo.homes_kept import BOUGHT, BOUGHT_RENT, BOUGHT_STREET, Bought
from housingdesk.properties.actions.safety import record_certificate
from housingdesk.properties.actions.spaces import add_space
from housingdesk.properties.queries import councils
from housingdesk.properties.queries.safety import safety_gaps
from housingdesk.properties.rules import RentType, SpaceDraft, SpaceKind
from housingdesk.properties.rules.safety import CertificateDraft, CertificateKind, MeterKind
from housingdesk.rent.actions.accounts import open_void_account
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.words import ChargeCode
from housingdesk.tenancies.queries.homes import EmptyRow, empty_on
from housingdesk.values.dates import DAY
from housingdesk.voids.actions import lanes, opening, steps
from housingdesk.voids.actions.lanes import Read
from housingdesk.voids.actions.letting import let_void
from housingdesk.voids.queries.plan import last_left, void_plan
from housingdesk.voids.rules.drafts import DelayDraft, Late
from housingdesk.voids.rules.words import DelayCause, Party, VoidCategory, VoidStepKind

MOST_LEAVING, MOST_EMPTY, MOST_RELET = 12, 12, 6
_WORKS = ("Handley Property Services", "Northmere Building Co-operative", "T. Okoro Decorating")
_KEYS_LATE = Late(DelayCause.KEYS_LATE, Party.OUTGOING, "Belongings were still in the home; keys handed in by a relative")
_WORKS_LATE = Late(DelayCause.MORE_WORKS, Party.CONTRACTOR, "The bathroom floor had to be taken up")
_ON_SALE = (CertificateKind.GAS, CertificateKind.ELECTRICAL, CertificateKind.ENERGY, CertificateKind.SMOKE,
            CertificateKind.CARBON_MONOXIDE, CertificateKind.FIRE)


class VoidDays(Doing):
    """The board and what goes with the homes, from the day each home was left to today."""

    def __init__(self, store: Store, who: Who, administrator: Who, seed: int) -> None:
        super().__init__(store, who, administrator)
        self._seed = seed

    def _moment(self, day: date) -> datetime:
        self._count = (self._count + 1) % 50
        return datetime.combine(day, time(0, 30 + self._count % 30, self._count), UTC)

    def fill(self, today: date) -> int:
        """Everything, in order; returns how many homes are on the board."""
        for write in (write_certificates, write_keys, write_meters):
            self._do(today, write, seed=self._seed, today=today)
        for place, left in enumerate(self._ask(relet, on=today, most=MOST_RELET)):
            self._relet(left, place)
        gone = self._ask(leaving, on=today, most=MOST_LEAVING)
        for place, left in enumerate(gone):
            self._leaving(left, place, today)
        empty: list[EmptyRow] = [row for row in self._ask(empty_on, day=today) if row.since is not None][:MOST_EMPTY]
        for place, row in enumerate(empty):
            self._stands_empty(row, place, today)
        for place, home in enumerate(BOUGHT):
            self._bought(home, place, today)
        return len(gone) + len(empty) + len(BOUGHT)

    def _open(self, on: date, space_id: int, left: LeftRow | None, empty_from: date,
              category: VoidCategory = VoidCategory.ROUTINE) -> int:
        return int(self._do(on, opening.open_void, space_id=space_id, left_id=None if left is None else left.tenancy_id,
                            empty_from=empty_from, notice_on=None if left is None else on, category=category))

    def _leaving(self, left: LeftRow, place: int, today: date) -> None:
        """Notice is given: one is inspected already, one has said that the keys come later."""
        noticed = min(left.last_day - timedelta(28), today)
        void = self._open(noticed, left.space_id, left, left.last_day + DAY)
        if place % 4 != 3:
            self._named(void, noticed + timedelta(5 + place % 4), today)
        if place % 3 == 0:
            self._do(today, steps.need, void_id=void, step=VoidStepKind.PRE_INSPECTION, needed=False)
        elif place % 3 == 1:
            self._do(today, steps.promise, void_id=void, step=VoidStepKind.KEYS, on=max(left.last_day, today) + timedelta(4),
                     late=_KEYS_LATE)

    def _named(self, void: int, on: date, today: date) -> None:
        """The council named somebody, and where there is support they have met."""
        plan = self._ask(void_plan, void_id=void, on=today)
        for kind, day in ((VoidStepKind.NOMINATION, on), (VoidStepKind.SUPPORT_INTERVIEW, on + timedelta(3))):
            if plan.step(kind).needed and day <= today:
                self._do(day, steps.done, void_id=void, step=kind, on=day)

    def _relet(self, left: LeftRow, place: int) -> None:
        """A home that was left and is let again: the days it took, and whose they were."""
        noticed, empty_from = left.last_day - timedelta(28), left.last_day + DAY
        if left.next_id is None or left.next_starts is None:
            return
        void = self._open(noticed, left.space_id, left, empty_from)
        self._named(void, noticed + timedelta(6), left.last_day)
        room = (left.next_starts - left.last_day).days
        keys_on = left.last_day + timedelta(2 if place % 2 and room > 6 else 0)
        self._do(keys_on, lanes.keys_in, void_id=void, on=keys_on, late=_KEYS_LATE if keys_on > left.last_day else None)
        seen = min(keys_on + DAY, left.next_starts)
        self._do(seen, lanes.inspected, void_id=void, on=seen, works=place % 3 == 0 and room > 8,
                 whom=_WORKS[place % 3] if place % 3 == 0 and room > 8 else "", works_by=seen + timedelta(4))
        self._do(left.next_starts, let_void, void_id=void, tenancy_id=left.next_id, on=left.next_starts)

    def _stands_empty(self, row: EmptyRow, place: int, today: date) -> None:
        """A home or garage that nobody has: its keys are in, and every other is ready."""
        last = (row.since or today) - DAY
        tenancy_id = self._ask(last_left, space_id=row.space_id, on=today)
        left = None if tenancy_id is None else LeftRow(row.space_id, tenancy_id, last, None, None)
        void = self._open(last - timedelta(28), row.space_id, left, last + DAY)
        keys_on = last + timedelta(3 if place % 2 == 0 else 0)
        self._do(keys_on, lanes.keys_in, void_id=void, on=keys_on, late=_KEYS_LATE if keys_on > last else None)
        if place % 2:
            self._do(keys_on + DAY, lanes.inspected, void_id=void, on=keys_on + DAY, works=False, note="Dry and sound")
            if not self._ask(safety_gaps, space_id=row.space_id, on=keys_on + timedelta(2)):
                self._do(keys_on + timedelta(2), lanes.ready, void_id=void, on=keys_on + timedelta(2))

    def _bought(self, home: Bought, place: int, today: date) -> None:
        """A flat that was bought empty, as far as it has got."""
        since = today - timedelta(home.days)
        council = self._ask(councils)[0].id
        space = self._do(since, add_space, self._administrator, let=True, draft=SpaceDraft(
            SpaceKind.FLAT, home.label, street=BOUGHT_STREET, town="Dalebrook", postcode="ZZ1 4RD", bedrooms=home.bedrooms,
            rent_type=RentType.SOCIAL, council_id=council, officer=self._who.name, managed_from=since))
        self._do(since, open_void_account, self._administrator, space_id=space, name=f"{home.label}, {BOUGHT_STREET}",
                 opens_on=since, charges=(ChargeDraft(ChargeCode.RENT, "Rent", BOUGHT_RENT + 850 * home.bedrooms),))
        void = self._open(since, space, None, since, VoidCategory.MAJOR_WORKS)
        self._do(since, lanes.keys_in, void_id=void, on=since, tag=f"B{place + 1:03d}", count=2,
                 readings=(Read(MeterKind.ELECTRICITY, f"{10_000 + 137 * place:05d}", f"S19B{41_200 + place}"),))
        self._walk(void, space, home, since, today)

    def _walk(self, void: int, space: int, home: Bought, since: date, today: date) -> None:
        seen = since + timedelta(3)
        by = seen + timedelta(home.works_days)
        self._do(seen, lanes.inspected, void_id=void, on=seen, works=True, major=home.works_days > 14,
                 whom=home.contractor, works_by=by if home.contractor else None, note=home.found)
        if not home.no_nominee:
            self._named(void, since + timedelta(5), today)
        if not home.contractor:
            return
        if home.late_by:
            self._do(min(by, today), steps.promise, void_id=void, step=VoidStepKind.WORKS, on=by + timedelta(home.late_by),
                     late=_WORKS_LATE)
        if home.no_nominee:
            self._do(min(by, today), steps.add_delay, void_id=void, draft=DelayDraft(
                VoidStepKind.NOMINATION, DelayCause.NO_NOMINEE, Party.COUNCIL, by + timedelta(home.late_by + 3),
                by + timedelta(home.late_by + 2 + home.no_nominee), "The first list came back empty"))
            self._named(void, min(by + timedelta(home.late_by + 2 + home.no_nominee), today), today)
        for kind in _ON_SALE if home.ready else _ON_SALE[:2]:
            self._do(min(by, today), record_certificate, draft=CertificateDraft(
                space, kind, min(by, today), reference=f"{kind.name[:3]}{space:05d}", by="Dale Electrical Testing"))
        if home.ready:
            done = min(by + timedelta(home.late_by + 1), today)
            self._do(done, lanes.ready, void_id=void, on=done)
            if home.offered_to:
                self._do(min(done + timedelta(2), today), lanes.offered, void_id=void, whom=home.offered_to,
                         sign_up_on=today + timedelta(4))
