"""The pen and the door: what an act writes, what it leaves when it does not happen, and what the audit says of it."""

import json
import threading
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housingdesk.access.act import Act
from housingdesk.access.desk import Desk, needs
from housingdesk.access.models import AuditChange, AuditEvent, FindEntry, User
from housingdesk.access.rules import Permission, Role
from housingdesk.errors import Cancelled, NotFound, Refused, Stale
from housingdesk.people.models import Contact, Person
from housingdesk.people.rules import ContactKind
from housingdesk.rent.models import Entry
from housingdesk.settings.models import Setting
from tests.support.desk import Clock


@needs(Permission.LOOK)
def add_person(act: Act, name: str = "Amina Khan") -> Person:
    return act.add(Person(name=name, surname=name.split()[-1], born_on=date(1980, 2, 29)))


@needs(Permission.LOOK)
def change_person(act: Act, person: Person, **fields: Any) -> None:
    act.change(person, **fields)


@needs(Permission.LOOK)
def remove_person(act: Act, person: Person) -> None:
    act.remove(person)


@needs(Permission.LOOK)
def several(act: Act, names: list[str], then: Exception | None = None) -> None:
    for name in names:
        add_person(act, name)
    act.add_many(Contact, ("version", "person", "kind", "value", "label", "preferred", "safe"),
                 [(1, act_person.id, ContactKind.PHONE, "07700 900123", "", True, True)
                  for act_person in Person.select().limit(1)])
    act.say(f"{len(names)} people added")
    if then is not None:
        raise then


def _counts() -> dict[str, int]:
    return {model.__name__: model.select().count() for model in (Person, Contact, FindEntry, AuditEvent, AuditChange)}


def _last() -> tuple[AuditEvent, list[AuditChange]]:
    event = AuditEvent.select().order_by(AuditEvent.id.desc()).get()
    return event, list(AuditChange.select().where(AuditChange.event == event).order_by(AuditChange.id))


def test_what_is_added_stands_in_the_audit_and_can_be_found(desk: Desk) -> None:
    outcome = desk.do(add_person)
    event, changes = _last()
    assert (event.who, event.user_id, event.action) == ("Ann Brown", desk.who.id, f"{__name__}.add_person")
    assert [(c.table, c.row, c.kind, c.before) for c in changes] == [("person", outcome.value.id, "add", None)]
    after = json.loads(changes[0].after)
    assert (after["name"], after["born_on"]) == ("Amina Khan", "1980-02-29")
    assert outcome.changed == {"person", "audit_event"}
    assert FindEntry.get(FindEntry.record == outcome.value.id).label == "Amina Khan"


def test_a_change_notes_the_difference_and_nothing_else(desk: Desk) -> None:
    person = desk.do(add_person).value
    desk.do(change_person, person=person, name="Amina Ali", surname="Khan", born_on=date(1980, 2, 28))
    _, changes = _last()
    assert json.loads(changes[0].before) == {"name": "Amina Khan", "born_on": "1980-02-29"}
    assert json.loads(changes[0].after) == {"name": "Amina Ali", "born_on": "1980-02-28"}
    assert Person.get_by_id(person.id).version == person.version == 2
    assert FindEntry.get(FindEntry.record == person.id).label == "Amina Ali"


def test_a_change_to_what_is_there_already_writes_nothing(desk: Desk) -> None:
    person = desk.do(add_person).value
    outcome = desk.do(change_person, person=person, name="Amina Khan")
    assert outcome.changed == {"audit_event"}
    assert (_last()[1], Person.get_by_id(person.id).version) == ([], 1)


def test_a_record_that_is_pointed_to_is_its_number_in_the_audit(desk: Desk) -> None:
    one, two = desk.do(add_person).value, desk.do(add_person, name="Li").value

    @needs(Permission.LOOK)
    def move(act: Act) -> Contact:
        contact = act.add(Contact(person=one, kind=ContactKind.PHONE, value="1"))
        act.change(contact, person=one)
        return act.change(contact, person=two)

    contact = desk.do(move).value
    changes = _last()[1]
    assert [json.loads(c.after or "{}").get("person") for c in changes] == [one.id, two.id]
    assert json.loads(changes[1].before) == {"person": one.id}
    assert Contact.get_by_id(contact.id).person_id == two.id


def test_a_password_is_not_in_the_audit(desk: Desk) -> None:
    @needs(Permission.LOOK)
    def set_hash(act: Act) -> None:
        act.change(User.get_by_id(act.who.id), password_hash="$argon2id$secret")

    desk.do(set_hash)
    assert "secret" not in str([(c.before, c.after) for c in _last()[1]])
    assert json.loads(_last()[1][0].after) == {"password_hash": "not shown"}


def test_a_colleague_was_first(desk: Desk) -> None:
    mine = desk.do(add_person).value
    theirs = Person.get_by_id(mine.id)
    desk.do(change_person, person=theirs, known_as="Mina")
    before = _counts()
    attempts: tuple[tuple[Any, dict[str, Any]], ...] = ((change_person, {"known_as": "Amy"}), (remove_person, {}))
    for act, fields in attempts:
        with pytest.raises(Stale, match="A colleague changed this person a moment ago"):
            desk.do(act, person=mine, **fields)
    assert _counts() == before
    assert Person.get_by_id(mine.id).known_as == "Mina"


def test_removing(desk: Desk) -> None:
    person = desk.do(add_person).value
    desk.do(remove_person, person=person)
    assert (Person.select().count(), FindEntry.select().count()) == (0, 0)
    assert json.loads(_last()[1][0].before)["name"] == "Amina Khan"
    with pytest.raises(NotFound, match="no longer there"):
        desk.do(remove_person, person=person)


def test_what_others_refer_to_cannot_be_removed(desk: Desk) -> None:
    desk.do(several, names=["Amina Khan"])
    with pytest.raises(Refused, match="Something still refers to this person"):
        desk.do(remove_person, person=Person.get())
    assert Person.select().count() == 1


@pytest.mark.parametrize("wrong", [Refused("No"), Stale("Late"), Cancelled(), RuntimeError("bug"), KeyboardInterrupt()])
def test_what_does_not_happen_leaves_nothing(desk: Desk, wrong: BaseException) -> None:
    before = _counts()
    with pytest.raises(type(wrong)):
        desk.do(several, names=["One", "Two"], then=wrong)
    assert _counts() == before
    desk.do(several, names=["One"])
    assert Person.select().count() == 1


def test_cancel_at_a_step_rolls_back(desk: Desk) -> None:
    @needs(Permission.LOOK)
    def long(act: Act) -> None:
        for number in range(5):
            act.progress(number, 5, "Adding")
            add_person(act)

    def report(done: int, total: int, text: str) -> None:
        if done == 3:
            raise Cancelled("Nothing was changed")

    with pytest.raises(Cancelled):
        desk.do(long, progress=report)
    assert Person.select().count() == 0
    desk.do(long)
    assert Person.select().count() == 5


def test_actions_that_call_actions_are_one_act(desk: Desk) -> None:
    events = AuditEvent.select().count()
    outcome = desk.do(several, names=["One", "Two"])
    assert AuditEvent.select().count() == events + 1
    event, changes = _last()
    assert event.summary == outcome.sentence == "2 people added"
    assert [c.kind for c in changes] == ["add", "add", "bulk"]
    assert json.loads(changes[2].after) == {"added": 1, "what": ""}


def test_an_action_without_a_permission_is_a_bug(desk: Desk) -> None:
    with pytest.raises(RuntimeError, match="says no permission"):
        desk.do(lambda act: None)


def test_a_role_without_the_right_is_refused_in_words(desk: Desk) -> None:
    @needs(Permission.ADJUST_ACCOUNTS)
    def adjust(act: Act) -> None:
        add_person(act)

    reader = Desk(desk.store, replace(desk.who, role="reader"), desk.clock)
    with pytest.raises(Refused, match=r"Your role \(reader\) does not let you adjust and reverse entries"):
        reader.do(adjust)
    assert Person.select().count() == 0


def test_what_an_administrator_changed_holds_at_once(desk: Desk) -> None:
    User.update(role=Role.READER).where(User.id == desk.who.id).execute()

    @needs(Permission.KEEP_SETTINGS)
    def keep(act: Act) -> None:
        add_person(act)

    with pytest.raises(Refused, match=r"Your role \(reader\)"):
        desk.do(keep)
    desk.do(add_person)
    User.update(active=False).where(User.id == desk.who.id).execute()
    with pytest.raises(Refused, match="may no longer sign in here"):
        desk.do(add_person)
    assert Person.select().count() == 1


def test_the_same_thing_twice_is_a_sentence(desk: Desk) -> None:
    @needs(Permission.LOOK)
    def twice(act: Act) -> None:
        for _ in range(2):
            act.add(User(name="Bo", initials="B", login="bo", role=Role.READER))

    before = _counts()
    with pytest.raises(Refused, match=r"There is already a user with this login\. Nothing was changed"):
        desk.do(twice)
    assert _counts() == before


def test_a_broken_rule_that_only_a_bug_can_break_is_no_sentence(desk: Desk) -> None:
    @needs(Permission.LOOK)
    def nobody(act: Act) -> None:
        act.add(Contact(person=999, kind=ContactKind.PHONE, value="1"))

    with pytest.raises(Exception, match=r"(?i)foreign key") as told:
        desk.do(nobody)
        desk.store.database.execute_sql("SELECT 1")
    assert not isinstance(told.value, Refused)


WRONG = (("pence", 11.2), ("pence", "1120"), ("pence", True), ("line_no", 1.0), ("effective_on", "2026-13-45"),
         ("kind", "gift"), ("text", 5), ("text", "x" * 301), ("text", "a\x00b"), ("account", 1.5), ("batch", "1"))


@pytest.mark.parametrize("many", [1, 3])
def test_many_rows_refuse_what_one_row_refuses(sqlite_desk: Desk, many: int) -> None:
    columns = ("batch", "line_no", "account", "kind", "payer", "effective_on", "pence", "text")
    good = (1, 1, 1, "charge", "own", date(2026, 11, 2), 11240, "Rent")

    @needs(Permission.LOOK)
    def add(act: Act, rows: list[tuple[Any, ...]]) -> None:
        act.add_many(Entry, columns, rows)

    for column, value in WRONG:
        bad = list(good)
        bad[columns.index(column)] = value
        rows = [good] * (many - 1) + [tuple(bad)]
        with pytest.raises((TypeError, ValueError)):
            sqlite_desk.do(add, rows=rows)
    with pytest.raises(ValueError, match=r"shorter|longer"):
        sqlite_desk.do(add, rows=[good, good[:-1]])
    assert Entry.select().count() == 0


def test_many_rows_are_stored_as_one_at_a_time(desk: Desk) -> None:
    first = desk.do(add_person).value
    days = [date(2026, 11, 2), None, date(2026, 11, 2), date(2024, 2, 29)]
    columns = ("version", "name", "surname", "forename", "born_on", "find_detail", "find_words", "homes", "former")

    @needs(Permission.LOOK)
    def add(act: Act) -> int:
        return act.add_many(Person, columns, ((1, f"Zoë {n}", "Ż", "", day, "", "\t\\N\n", "", n % 2 == 0)
                                              for n, day in enumerate(days)), summary="four")

    assert desk.do(add).value == 4
    rows = list(Person.select().where(Person.id != first.id).order_by(Person.id))
    assert [(p.name, p.surname, p.born_on, p.find_words, p.former) for p in rows] == \
        [(f"Zoë {n}", "Ż", day, "\t\\N\n", n % 2 == 0) for n, day in enumerate(days)]
    assert json.loads(_last()[1][0].after) == {"added": 4, "what": "four"}


def test_bulk_and_plain_statements_are_audited(desk: Desk) -> None:
    desk.do(several, names=["One", "Two"])

    @needs(Permission.LOOK)
    def bulk(act: Act) -> tuple[int, int]:
        return (act.bulk(Person.update(known_as="x"), summary="all alike"),
                act.run("UPDATE person SET known_as = ? WHERE name = ?", ("y", "One"), table="person", summary="one"))

    assert desk.do(bulk).value == (2, 1)
    assert [json.loads(c.after) for c in _last()[1]] == [{"rows": 2, "what": "all alike"}, {"rows": 1, "what": "one"}]


def test_a_question_from_a_thread_without_a_connection(desk: Desk) -> None:
    desk.do(add_person)
    answers: list[Any] = []

    def ask() -> None:
        answers.append(desk.ask(lambda: Person.select().count()))
        answers.append(desk.store.database.is_closed())

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert answers == [1, True]


def test_a_thread_that_acts_leaves_no_connection(desk: Desk) -> None:
    left: list[bool] = []

    def act() -> None:
        desk.do(add_person)
        left.append(desk.store.database.is_closed())

    thread = threading.Thread(target=act)
    thread.start()
    thread.join()
    assert (left, Person.select().count()) == ([True], 1)


def test_today_and_now_are_one_look_at_the_clock(desk: Desk, clock: Clock) -> None:
    clock.to(date(2027, 1, 4))

    @needs(Permission.LOOK)
    def look(act: Act) -> tuple[date, date]:
        return act.today, act.now.date()

    assert desk.do(look).value == (date(2027, 1, 4), date(2027, 1, 4))


def test_the_servers_clock_counts_where_several_seats_share_one(postgres_desk: Desk) -> None:
    fresh = Desk(postgres_desk.store, postgres_desk.who)
    server = postgres_desk.store.database.execute_sql("SELECT now()").fetchone()[0]
    fresh.do(add_person)
    assert abs((_last()[0].at - server).total_seconds()) < 60


def test_every_act_leaves_one_line_for_each_thing_it_wrote(sqlite_desk: Desk) -> None:
    steps = st.lists(st.sampled_from(["add", "change", "same", "remove", "many"]), max_size=8)

    @needs(Permission.LOOK)
    def play(act: Act, script: list[str]) -> list[str]:
        there: list[Setting] = []
        wrote = []
        Setting.delete().execute()
        for number, step in enumerate(script):
            if step == "add":
                there.append(act.add(Setting(key=f"k{number}", value="1", valid_from=act.today, entered_at=act.now,
                                             entered_by="x")))
            elif step == "many":
                act.add_many(Setting, ("version", "key", "value", "valid_from", "source", "entered_at", "entered_by"),
                             [(1, f"k{number}", "1", act.today, "", act.now, "x")])
            elif not there:
                continue
            elif step == "remove":
                act.remove(there.pop())
            else:
                act.change(there[-1], value=f"{number} new" if step == "change" else there[-1].value)
            if step != "same":
                wrote.append({"many": "bulk"}.get(step, step))
        return wrote

    @settings(max_examples=100)
    @given(script=steps)
    def check(script: list[str]) -> None:
        wrote = sqlite_desk.do(play, script=script).value
        event, changes = _last()
        assert [c.kind for c in changes] == wrote
        assert event.who == "Ann Brown"

    check()


def test_two_seats_on_one_server(postgres_desk: Desk) -> None:
    person = postgres_desk.do(add_person).value
    here, there = Person.get_by_id(person.id), Person.get_by_id(person.id)
    started, go = threading.Event(), threading.Event()
    told: list[BaseException | None] = []

    @needs(Permission.LOOK)
    def slowly(act: Act) -> None:
        act.change(here, known_as="first")
        started.set()
        go.wait(10)

    def first() -> None:
        postgres_desk.do(slowly)

    def second() -> None:
        started.wait(10)
        try:
            postgres_desk.do(change_person, person=there, known_as="second")
        except Stale as stale:
            told.append(stale)

    threads = [threading.Thread(target=work) for work in (first, second)]
    for thread in threads:
        thread.start()
    started.wait(10)
    go.set()
    for thread in threads:
        thread.join()
    assert len(told) == 1
    assert Person.get_by_id(person.id).known_as == "first"
