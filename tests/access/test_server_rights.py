"""The server's own lock: real login roles at a real database, and what each may do behind the program's back."""

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from housingdesk.access import actions, door, logins, queries, rights, server
from housingdesk.access.desk import Desk
from housingdesk.access.models import AuditEvent, User
from housingdesk.access.rules import Permission, Role
from housingdesk.db import address
from housingdesk.errors import Refused
from housingdesk.rent.actions.requests import approve, ask_refund
from housingdesk.rent.actions.review import carrying, making
from housingdesk.rent.rules.asking import RefundDraft
from housingdesk.rent.rules.words import BatchKind, Payer
from housingdesk.values.dates import rent_year_of, rent_year_start
from tests.support import desk as desk_of_the_tests
from tests.support.accounts import make_account
from tests.support.asking import account_with
from tests.support.models import all_models
from tests.support.postgres import Cluster

PASSWORD = "three plain words"
APPEND_ONLY = ("batch", "entry", "seal", "ledger_close", "audit_event", "audit_change", "document")
KIND_OF = {"I": "INSERT", "U": "UPDATE", "D": "DELETE"}


class House:
    """A database made by the one-off step, with one person of each role, each under an own login."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster, self.name = cluster, f"house_{secrets.token_hex(4)}"
        self.logins = {role: f"{role[:4]}-{self.name}" for role in Role}
        self.new = server.NewDatabase(cluster.dsn_for(self.name), "owner has long words", "Ann Brown",
                                      self.logins[Role.ADMINISTRATOR], PASSWORD)

    def make(self) -> None:
        server.create_database(self.new)
        desk = self.desk(Role.ADMINISTRATOR)
        for role in Role:
            if role is not Role.ADMINISTRATOR:
                desk.do(actions.add_user, name=f"{role.title()} Person", login=self.logins[role], role=role, password=PASSWORD)
        desk.store.close()

    def desk(self, role: Role, password: str = PASSWORD) -> Desk:
        return door.come_in(self.cluster.dsn_for(self.name), self.logins[role], password)

    def sql(self, login: str, password: str = PASSWORD) -> Any:
        return psycopg.connect(address.put(self.new.dsn, login=login, password=password), autocommit=True)

    def cluster_connection(self) -> Any:
        return psycopg.connect(self.cluster.dsn, autocommit=True)

    def remove(self) -> None:
        self.cluster.drop_database(self.name)
        for role in (*self.logins.values(), self.new.owner, *(rights.group_of(self.name, r) for r in Role)):
            self.cluster.execute("DROP ROLE IF EXISTS {}", role)


@pytest.fixture(scope="module")
def house(postgres_cluster: Cluster) -> Iterator[House]:
    """One database for the module; a test that changes a person puts the person back."""
    made = House(postgres_cluster)
    made.make()
    yield made
    made.remove()


def _tables() -> set[str]:
    return {str(model._meta.table_name) for model in all_models()}


def test_the_frozen_grants_are_those_of_the_table_in_python() -> None:
    from housingdesk.db.steps import MIGRATIONS

    newest = max(MIGRATIONS.glob("*_rights.postgresql.sql"))
    assert newest.read_text(encoding="utf-8") == rights.grant_sql()


def test_rights_speak_of_tables_and_kinds_that_exist() -> None:
    named = {table for tables in rights.TABLES.values() for table in tables}
    assert named == _tables(), "every table is written by somebody's permission, and no other is named"
    kinds = {str(kind) for kind in BatchKind}
    assert {batch.strip() for batch in rights.batches(Role.ADMINISTRATOR) if not batch.endswith(":")} == kinds
    assert all(batch.rpartition(" ")[0] in kinds for role in Role for batch in rights.batches(role))


@pytest.mark.parametrize("role", list(Role))
def test_the_server_grants_exactly_what_the_role_needs(house: House, role: Role) -> None:
    wanted = {(table, KIND_OF[h]) for table, how in rights.writes(role).items() for h in how}
    wanted |= {(table, "SELECT") for table in (*_tables(), "schema_migration")}
    with house.sql(house.logins[role]) as connection:
        held = {(t, p) for t in (*_tables(), "schema_migration")
                for p in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER", "REFERENCES")
                if connection.execute("SELECT has_table_privilege(%s, %s)", [t, p]).fetchone() == (True,)}
    assert held == wanted


@pytest.mark.parametrize("role", list(Role))
def test_what_may_only_be_added_to_cannot_be_changed_by_any_login(house: House, role: Role) -> None:
    with house.sql(house.logins[role]) as connection:
        for table in APPEND_ONLY:
            key = "sequence" if table == "seal" else "id"
            for statement in (f"UPDATE {{}} SET {key} = {key}", "DELETE FROM {}", "TRUNCATE {} CASCADE",
                              "ALTER TABLE {} DISABLE TRIGGER ALL", "DROP TABLE {}"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(statement.format(table))


def test_even_the_owner_meets_the_triggers(house: House) -> None:
    with house.sql(house.new.owner, house.new.owner_password) as connection:
        for table in APPEND_ONLY:
            with pytest.raises(psycopg.errors.RaiseException, match="only ever added"):
                connection.execute(f"TRUNCATE {table} CASCADE")
        with pytest.raises(psycopg.errors.RaiseException, match="only ever added"):
            connection.execute("DELETE FROM audit_event")


def test_a_reader_reads_and_writes_nothing(house: House) -> None:
    with house.sql(house.logins[Role.READER]) as connection:
        assert connection.execute("SELECT count(*) FROM tenancy").fetchone() == (0,)
        for statement in ("INSERT INTO note(id) VALUES (1)", "UPDATE person SET name = 'x'", "DELETE FROM find_entry",
                          "SELECT setval('person_id_seq', 1)", "SELECT nextval('person_id_seq')",
                          "SELECT hd_add_login('intruder', NULL, 'administrator')", "SELECT hd_grant_rights()",
                          "CREATE TABLE mine (a int)", "CREATE TEMP TABLE ledger_close (closed_to date)",
                          "SET SESSION AUTHORIZATION postgres", "SET ROLE postgres", "CREATE ROLE another",
                          f"SET ROLE {house.name}_administrator", f"GRANT {house.name}_administrator TO CURRENT_USER"):
            with pytest.raises(psycopg.Error, match=r"permission denied|must be|must have|cannot set"):
                connection.execute(statement)


def test_a_coordinator_writes_notes_but_no_settings_and_no_users(house: House) -> None:
    with house.sql(house.logins[Role.COORDINATOR]) as connection:
        connection.execute("INSERT INTO note(version, subject, kind, text, pinned, written_at, written_by) "
                           "VALUES (1, 'tenancy:1', 'note', 'rang', false, now(), 'x')")
        for table in ("setting", "hd_user", "ledger_close"):
            for statement in (f"INSERT INTO {table} DEFAULT VALUES", f"DELETE FROM {table}", f"UPDATE {table} SET id = id"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(statement)


@pytest.mark.parametrize(("role", "kind", "may"), [
    (Role.COORDINATOR, "debit run", True), (Role.COORDINATOR, "bank posting", True), (Role.COORDINATOR, "adjustment", False),
    (Role.COORDINATOR, "adjustment end:", True), (Role.COORDINATOR, "adjust", False), (Role.READER, "debit run", False),
    (Role.COORDINATOR, "write-off", False), (Role.FINANCE, "adjustment", True), (Role.FINANCE, "write-off", True),
    (Role.MANAGER, "refund", True), (Role.ADMINISTRATOR, "opening balances", True)])
def test_each_kind_of_batch_needs_its_right(house: House, role: Role, kind: str, may: bool) -> None:
    statement = ("INSERT INTO batch(kind, key, title, source, control_pence, lines, contra, made_at, made_by) "
                 "VALUES (%s, %s, 't', '', 0, 0, '', now(), 'x')")
    batch = [kind.removesuffix(" end:"), f"{'end:' if kind.endswith(':') else 'x'}{secrets.token_hex(8)}"]
    with house.sql(house.logins[role]) as connection:
        if may:
            connection.execute(statement, batch)
        else:
            with pytest.raises(psycopg.DatabaseError, match=r"does not let you post a batch of this kind|permission denied"):
                connection.execute(statement, batch)


def test_one_login_asks_for_money_and_another_allows_it(house: House) -> None:
    def do(role: Role, action: Any, **facts: Any) -> Any:
        desk = house.desk(role)
        try:
            return desk.do(action, **facts).value
        finally:
            desk.store.close()

    administrator = house.desk(Role.ADMINISTRATOR)
    account = account_with(administrator, -9_000, 77)
    administrator.store.close()
    draft = RefundDraft(account, 5_000, Payer.TENANT, "Paid twice", "Amina Khan")
    request = do(Role.COORDINATOR, ask_refund, draft=draft)
    with pytest.raises(Refused, match="does not let you adjust"):
        do(Role.COORDINATOR, approve, request_id=request)
    with house.sql(house.logins[Role.COORDINATOR]) as connection, pytest.raises(psycopg.Error, match="does not let you post"):
        connection.execute("INSERT INTO batch (kind, key, title, source, control_pence, lines, contra, made_at, made_by) "
                           "VALUES ('refund', 'refund:request:1:9', 'x', '', 0, 1, 'REFUNDS', now(), 'x')")
    do(Role.FINANCE, approve, request_id=request)
    with pytest.raises(Refused, match="approved already by Finance Person"):
        do(Role.MANAGER, approve, request_id=request)
    own = do(Role.FINANCE, ask_refund, draft=RefundDraft(account, 1_000, Payer.TENANT, "Paid twice", "Amina Khan"))
    with pytest.raises(Refused, match="You asked for it"):
        do(Role.FINANCE, approve, request_id=own)
    with house.sql(house.logins[Role.FINANCE]) as connection:
        other = "(SELECT id FROM hd_user WHERE login <> session_user LIMIT 1)"
        for statement, told in (
                (f"UPDATE money_request SET asked_by_id = {other} WHERE id = {own}", "who asked for money stays"),
                (f"UPDATE money_request SET state = 'approved', decided_by_id = {other} WHERE id = {own}",
                 "cannot sign for somebody else"),
                (f"UPDATE money_request SET account_number = '1' WHERE id = {request}", "stays once it is decided"),
                (f"UPDATE money_request SET pence = 1 WHERE id = {request}", "stays once it is decided"),
                ("INSERT INTO money_request (version, kind, account_id, pence, payer, reason, checks, state, asked_by_id, "
                 "asked_at, decision, pay_to, sort_code, account_number) SELECT 1, kind, account_id, pence, payer, reason, '', "
                 f"'asked', {other}, now(), '', '', '', '' FROM money_request WHERE id = {own}",
                 "cannot sign for somebody else")):
            with pytest.raises(psycopg.Error, match=told):
                connection.execute(statement)


def test_one_login_makes_a_rent_review_and_another_carries_it_out(house: House) -> None:
    def do(role: Role, action: Any, **facts: Any) -> Any:
        desk = house.desk(role)
        try:
            return desk.do(action, **facts).value
        finally:
            desk.store.close()

    administrator = house.desk(Role.ADMINISTRATOR)
    make_account(administrator, 78, opens_on=administrator.today)
    april = rent_year_start(rent_year_of(administrator.today) + 1)
    administrator.store.close()
    review = do(Role.FINANCE, making.make_review, starts_on=april)
    with house.sql(house.logins[Role.FINANCE]) as connection:
        connection.execute("UPDATE review_row SET exception = NULL, most_pence = 11500, new_pence = 11500")
    with pytest.raises(Refused, match="somebody else approves it"):
        do(Role.FINANCE, making.approve_review, review_id=review)
    do(Role.MANAGER, making.approve_review, review_id=review)
    assert do(Role.MANAGER, carrying.carry_out, review_id=review) >= 1
    do(Role.FINANCE, carrying.take_back_review, review_id=review)


def test_the_servers_stamp_cannot_be_forged(house: House) -> None:
    login = house.logins[Role.COORDINATOR]
    with house.sql(login) as connection:
        ids = dict(connection.execute("SELECT login, id FROM hd_user").fetchall())
        insert = ("INSERT INTO audit_event(at, user_id, who, action, summary, session_login) "
                  "VALUES (now(), %s, 'Ann Brown', 'a', 's', 'postgres') RETURNING who, session_login")
        assert connection.execute(insert, [ids[login]]).fetchone() == ("Coordinator Person", login)
        for user_id in (ids[house.logins[Role.ADMINISTRATOR]], None):
            with pytest.raises(psycopg.DatabaseError, match="cannot sign for somebody else"):
                connection.execute(insert, [user_id])
        with connection.cursor().copy("COPY audit_event(at, user_id, who, action, summary, session_login) FROM STDIN") as copy:
            copy.write_row(["2020-01-01 00:00+00", str(ids[login]), "x", "copied", "s", "postgres"])
        connection.execute(f"SET ROLE {house.name}_coordinator")
        assert connection.execute(insert, [ids[login]]).fetchone() == ("Coordinator Person", login)
        stamps = connection.execute("SELECT DISTINCT session_login FROM audit_event WHERE action IN ('a', 'copied')").fetchall()
        assert stamps == [(login,)]


def test_a_closed_period_cannot_be_hidden_behind_a_table_of_ones_own(house: House) -> None:
    with house.sql(house.logins[Role.FINANCE]) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("CREATE TEMPORARY TABLE seal (LIKE public.seal)")


def test_each_person_signs_in_under_an_own_login(house: House) -> None:
    desk = house.desk(Role.MANAGER)
    assert (desk.who.name, desk.who.role) == ("Manager Person", "manager")
    with desk.store.connected():
        assert User.get(User.login == house.logins[Role.MANAGER]).last_seen is not None
    desk.store.close()
    with pytest.raises(Refused, match="do not go together"):
        house.desk(Role.MANAGER, "not this one at all")


def test_audit_of_an_act_carries_the_login(house: House) -> None:
    desk = house.desk(Role.ADMINISTRATOR)
    with desk.store.connected():
        reader = User.get(User.login == house.logins[Role.READER]).id
        desk.do(actions.change_role, user_id=reader, role=Role.COORDINATOR)
        event = AuditEvent.select().order_by(AuditEvent.id.desc()).get()
        assert (event.session_login, event.who) == (house.logins[Role.ADMINISTRATOR], "Ann Brown")
        with house.sql(house.logins[Role.READER]) as connection:
            assert connection.execute("SELECT has_table_privilege('note', 'INSERT')").fetchone() == (True,)
            desk.do(actions.change_role, user_id=reader, role=Role.READER)
            assert connection.execute("SELECT has_table_privilege('note', 'INSERT')").fetchone() == (False,)
    desk.store.close()


def test_who_is_kept_out_can_do_nothing_from_the_next_statement_on(house: House) -> None:
    desk, login = house.desk(Role.ADMINISTRATOR), house.logins[Role.FINANCE]
    with desk.store.connected(), house.sql(login) as connection:
        user = User.get(User.login == login).id
        desk.do(actions.set_active, user_id=user, active=False)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT * FROM tenancy")
        with pytest.raises(Refused, match="may not use this database"):
            house.desk(Role.FINANCE)
        desk.do(actions.set_active, user_id=user, active=True)
        assert connection.execute("SELECT count(*) FROM tenancy").fetchone() == (0,)
    desk.store.close()
    house.desk(Role.FINANCE).store.close()


def test_only_an_administrator_looks_after_logins(house: House) -> None:
    desk = house.desk(Role.MANAGER)
    with desk.store.connected() as database:
        for ask in (lambda: logins.add_login(database, "intruder", PASSWORD, Role.ADMINISTRATOR),
                    lambda: logins.set_role(database, house.logins[Role.MANAGER], Role.ADMINISTRATOR),
                    lambda: logins.set_password(database, house.logins[Role.ADMINISTRATOR], PASSWORD),
                    lambda: logins.set_active(database, house.logins[Role.READER], False, Role.READER)):
            with pytest.raises(Refused, match="does not let your login"):
                desk.ask(ask)
    desk.store.close()


def test_an_administrator_cannot_reach_the_servers_own_logins(house: House) -> None:
    desk = house.desk(Role.ADMINISTRATOR)
    for login in ("postgres", house.new.owner, "pg_read_all_data", f"{house.name}_manager"):
        with pytest.raises(Refused, match=r"for something else|cannot have a login"):
            desk.do(actions.add_user, name="In Truder", login=login, role=Role.READER, password=PASSWORD)
        with desk.store.connected() as database, pytest.raises(Refused, match="was not made by this database"):
            desk.ask(lambda login=login: logins.set_password(database, login, PASSWORD))
        with desk.store.connected() as database:
            logins.set_active(database, login, False, Role.READER)
    with house.cluster_connection() as connection:
        assert connection.execute("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'postgres'").fetchone() == (True,)
    with pytest.raises(Refused, match="cannot have a login called"):
        desk.do(actions.add_user, name="Zoë", login="zoë o'neill", role=Role.READER, password=PASSWORD)
    desk.store.close()


def test_a_password_never_reaches_the_server_as_text(house: House) -> None:
    with house.sql(house.logins[Role.ADMINISTRATOR]) as connection, \
            pytest.raises(psycopg.DatabaseError, match="only as a SCRAM verifier"):
        connection.execute("SELECT hd_set_password(%s, 'plain words')", [house.logins[Role.READER]])


def test_own_and_anothers_password(house: House) -> None:
    reader = house.desk(Role.READER)
    reader.do(actions.set_own_password, password="new words of mine")
    with reader.store.connected():
        assert queries.check_password(reader.who.id or 0, "new words of mine")
        assert not queries.check_password(reader.who.id or 0, PASSWORD)
    assert "new%20words" in reader.store.dsn
    assert "words" not in reader.store.where
    reader.store.close()
    house.desk(Role.READER, "new words of mine").store.close()
    boss = house.desk(Role.ADMINISTRATOR)
    with pytest.raises(Refused, match="at least 10"):
        boss.do(actions.reset_password, user_id=reader.who.id, password="short")
    boss.do(actions.reset_password, user_id=reader.who.id, password=PASSWORD)
    boss.store.close()
    house.desk(Role.READER).store.close()


def test_two_databases_on_one_server_keep_apart(house: House, postgres_cluster: Cluster) -> None:
    other = House(postgres_cluster)
    try:
        other.make()
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(address.put(other.new.dsn, login=house.logins[Role.ADMINISTRATOR], password=PASSWORD))
        boss = other.desk(Role.ADMINISTRATOR)
        made = boss.do(actions.add_user, name="Ann Brown", login=house.logins[Role.ADMINISTRATOR], role=Role.READER,
                       password="another password")
        assert "keeps its own password" in (made.sentence or "")
        with pytest.raises(Refused, match="was not made by this database"):
            boss.do(actions.reset_password, user_id=made.value, password="another password")
        boss.do(actions.set_active, user_id=made.value, active=False)
        boss.store.close()
        house.desk(Role.ADMINISTRATOR).store.close()
    finally:
        other.remove()


def test_two_databases_change_the_groups_of_one_login_at_once(postgres_cluster: Cluster, postgres_template: str) -> None:
    names = [f"twin_{secrets.token_hex(4)}" for _ in range(2)]
    login = f"twin_{secrets.token_hex(4)}"
    postgres_cluster.execute("CREATE ROLE {} LOGIN", login)

    def change(address: str) -> None:
        with psycopg.connect(address, autocommit=True) as connection:
            for number in range(40):
                connection.execute("SELECT hd_join_group(%s, %s)", [login, ("finance", "reader")[number % 2]])
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(change, [postgres_cluster.new_database(name, postgres_template) for name in names]))
    for name in names:
        postgres_cluster.drop_database(name)
    postgres_cluster.execute("DROP ROLE {}", login)


def test_the_desk_of_the_tests_notices_a_right_that_is_missing(sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(rights.TABLES, Permission.KEEP_USERS, {"hd_user": "I"})
    monkeypatch.setattr(desk_of_the_tests, "_writes", rights.writes)  # not as it was kept
    sqlite_desk.do(actions.add_user, name="Bo", login="bo", role=Role.READER)
    with pytest.raises(AssertionError, match=r"a administrator may change_role and cannot write \['hd_user: U'\]"):
        sqlite_desk.do(actions.change_role, user_id=User.get(User.login == "bo").id, role=Role.MANAGER)
