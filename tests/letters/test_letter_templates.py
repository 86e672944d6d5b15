"""An association's own wording: from a draft over the check by somebody else to the day from which it is used."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.access.models import User
from housingdesk.access.rules import Role
from housingdesk.errors import NotFound, Stale
from housingdesk.letters.actions import own_letters
from housingdesk.letters.actions import templates as actions
from housingdesk.letters.queries import templates as queries
from housingdesk.letters.rules.merge import Family
from housingdesk.letters.rules.source import Piece, toml_of, wording_of
from housingdesk.letters.rules.wordings import WordingState
from housingdesk.letters.stock import shipped_keys, shipped_template
from tests.support.audited import last_act, refused, taken_back
from tests.support.desk import MONDAY, Clock

KEY = "arrears-1"
LATER = MONDAY + timedelta(days=8)


def somebody(desk: Desk, name: str, role: Role) -> Desk:
    """A colleague at the same database."""
    login = name.split()[0].lower()
    with desk.store.connected():
        User.insert(name=name, initials="XX", login=login, role=role, version=1, active=True).execute()
        user = User.get(User.login == login)
    return type(desk)(desk.store, Who(user.id, user.name, user.initials, str(user.role)), desk.clock)


def write(desk: Desk, headline: str, key: str = KEY) -> int:
    """A draft with a headline of one's own."""
    made: int = desk.do(actions.start_draft, key=key).value
    found = desk.ask(queries.opened, key=key, on=desk.today)
    source = toml_of(replace(wording_of(found.source), headline=headline))
    desk.do(actions.save_draft, version_id=made, version=found.row.version, source=source)
    return made


def use(desk: Desk, other: Desk, made: int, start: date) -> None:
    """Over the check into use."""
    desk.do(actions.submit_draft, version_id=made, version=None)
    other.do(actions.check_draft, version_id=made, version=None)
    desk.do(actions.put_in_use, version_id=made, version=None, start=start)


def headline(desk: Desk, on: date, key: str = KEY) -> str:
    """The first words of the letter in use on a day."""
    return str(desk.ask(queries.template_in_use, key=key, on=on).headline[0].text)


def test_without_an_own_wording_the_shipped_one_is_used(desk: Desk) -> None:
    assert desk.ask(queries.template_in_use, key=KEY, on=MONDAY) is shipped_template(KEY)
    assert [t.key for t in desk.ask(queries.templates_in_use, on=MONDAY)] == list(shipped_keys())
    assert {(row.number, row.waiting) for row in desk.ask(queries.templates, on=MONDAY)} == {(None, None)}
    with pytest.raises(NotFound):
        desk.ask(queries.template_in_use, key="nothing", on=MONDAY)


def test_an_own_wording_is_used_from_its_day_and_the_shipped_one_before(desk: Desk) -> None:
    other = somebody(desk, "Bo Lund", Role.COORDINATOR)
    use(desk, other, write(desk, "We have not heard from you."), LATER)
    before = headline(desk, LATER - timedelta(days=1))
    assert before == shipped_template(KEY).headline[0].text
    assert headline(desk, LATER) == "We have not heard from you." == headline(desk, date(2030, 1, 1))
    [row] = [row for row in desk.ask(queries.templates, on=MONDAY) if row.key == KEY]
    assert (row.number, row.coming.number, row.coming.in_use_from) == (None, 1, LATER)
    [row] = [row for row in desk.ask(queries.templates, on=LATER) if row.key == KEY]
    assert (row.number, row.since, row.coming) == (1, LATER, None)
    in_use = {t.key: t for t in desk.ask(queries.templates_in_use, on=LATER)}
    assert in_use[KEY].version == 1 and in_use[KEY].fingerprint != shipped_template(KEY).fingerprint
    assert in_use["ring-us"] is shipped_template("ring-us")


def test_the_next_version_follows_and_the_old_one_stays_and_comes_back(desk: Desk, clock: Clock) -> None:
    other = somebody(desk, "Bo Lund", Role.COORDINATOR)
    use(desk, other, write(desk, "The first words."), MONDAY)
    use(other, desk, write(other, "The second words."), LATER)
    assert (headline(desk, LATER - timedelta(days=1)), headline(desk, LATER)) == ("The first words.", "The second words.")
    clock.to(LATER)
    made = desk.do(actions.restore_version, key=KEY, number=1)
    found = desk.ask(queries.opened, key=KEY, on=LATER)
    assert (found.row.number, found.row.state, wording_of(found.source).headline) == (3, WordingState.DRAFT, "The first words.")
    assert wording_of(found.source).version == 3
    assert [(row.number, row.state) for row in desk.ask(queries.versions, key=KEY)] == [
        (3, "draft"), (2, "in use"), (1, "in use")]
    taken_back(desk, made)
    desk.do(actions.restore_version, key=KEY, number=None)
    assert wording_of(desk.ask(queries.opened, key=KEY, on=LATER).source).headline == wording_of(
        queries.shipped_source(KEY)).headline


def test_nobody_checks_what_they_wrote_in(desk: Desk) -> None:
    other = somebody(desk, "Bo Lund", Role.MANAGER)
    made = write(desk, "Our own words.")
    source = desk.ask(queries.opened, key=KEY, on=MONDAY).source
    other.do(actions.save_draft, version_id=made, version=None, source=source.replace("own words", "words"))
    desk.do(actions.submit_draft, version_id=made, version=None)
    for writer in (desk, other):
        assert refused(writer, actions.check_draft, version_id=made, version=None) == (
            "You wrote in this version, so somebody else must check it")
    third = somebody(desk, "Cy Hart", Role.COORDINATOR)
    third.do(actions.check_draft, version_id=made, version=None)
    [row] = desk.ask(queries.versions, key=KEY)
    assert (row.state, row.checked_by, row.checked_at is not None) == (WordingState.CHECKED, "Cy Hart", True)


def test_a_faulty_draft_is_kept_and_goes_no_further(desk: Desk) -> None:
    made = write(desk, "Remit {{money}} \x07 to us.")
    assert wording_of(desk.ask(queries.opened, key=KEY, on=MONDAY).source).headline == "Remit {{money}} \x07 to us."
    assert "hidden character" in refused(desk, actions.submit_draft, version_id=made, version=None)
    other = somebody(desk, "Bo Lund", Role.COORDINATOR)
    for step, facts in ((actions.check_draft, {}), (actions.put_in_use, {"start": MONDAY})):
        assert refused(other, step, version_id=made, version=None, **facts).startswith("Version 1 is draft")
    assert headline(desk, LATER) == shipped_template(KEY).headline[0].text


def test_a_day_that_is_past_is_no_first_day(desk: Desk) -> None:
    other = somebody(desk, "Bo Lund", Role.COORDINATOR)
    made = write(desk, "Our own words.")
    desk.do(actions.submit_draft, version_id=made, version=None)
    other.do(actions.check_draft, version_id=made, version=None)
    assert "not from 22 November 2026" in refused(desk, actions.put_in_use, version_id=made, version=None,
                                                  start=MONDAY - timedelta(days=1))
    desk.do(actions.put_in_use, version_id=made, version=None, start=MONDAY)
    assert headline(desk, MONDAY) == "Our own words."


def test_each_step_can_be_taken_back(desk: Desk, clock: Clock) -> None:
    other = somebody(desk, "Bo Lund", Role.COORDINATOR)
    made = write(desk, "Our own words.")

    def state() -> WordingState:
        return WordingState(desk.ask(queries.versions, key=KEY)[0].state)

    taken_back(desk, desk.do(actions.submit_draft, version_id=made, version=None))
    assert state() is WordingState.DRAFT
    gone = desk.do(actions.withdraw_draft, version_id=made, version=None)
    assert (state(), desk.ask(queries.open_version, key=KEY)) == (WordingState.WITHDRAWN, None)
    taken_back(desk, gone)
    desk.do(actions.submit_draft, version_id=made, version=None)
    taken_back(other, other.do(actions.check_draft, version_id=made, version=None))
    assert state() is WordingState.SUBMITTED
    other.do(actions.check_draft, version_id=made, version=None)
    used = desk.do(actions.put_in_use, version_id=made, version=None, start=MONDAY)
    assert last_act(desk)[:2] == ("letters.actions.templates.put_in_use",
                                  f"{shipped_template(KEY).title}: version 1 is in use from 23 November 2026")
    taken_back(desk, used)
    assert (state(), headline(desk, MONDAY)) == (WordingState.CHECKED, shipped_template(KEY).headline[0].text)
    desk.do(actions.put_in_use, version_id=made, version=None, start=MONDAY)
    clock.to(LATER)
    assert "has been in use since 23 November 2026" in refused(desk, actions.take_out_of_use, version_id=made, version=None)


def test_one_version_at_a_time_is_on_its_way_and_two_seats_do_not_overwrite_each_other(desk: Desk) -> None:
    other = somebody(desk, "Bo Lund", Role.COORDINATOR)
    made = write(desk, "Our own words.")
    assert refused(other, actions.start_draft, key=KEY).startswith("Version 1 by Ann Brown is on its way")
    found = desk.ask(queries.opened, key=KEY, on=MONDAY)
    other.do(actions.save_draft, version_id=made, version=found.row.version, source=found.source.replace("own", "new"))
    with pytest.raises(Stale):
        desk.do(actions.save_draft, version_id=made, version=found.row.version, source=found.source)
    desk.do(actions.withdraw_draft, version_id=made, version=None)
    other.do(actions.start_draft, key=KEY)
    assert refused(desk, actions.unwithdraw_draft, version_id=made, version=None) == (
        "Another version of this letter has been begun since")


@pytest.mark.parametrize(("role", "may"), [(Role.COORDINATOR, True), (Role.MANAGER, True), (Role.FINANCE, False),
                                           (Role.READER, False)])
def test_who_may_write(desk: Desk, role: Role, may: bool) -> None:
    colleague = somebody(desk, "Bo Lund", role)
    if may:
        assert colleague.do(actions.start_draft, key=KEY).value
    else:
        assert "does not let you change the wording of letters" in refused(colleague, actions.start_draft, key=KEY)


# Nobody else who could check.
def test_where_nobody_else_may_check_its_writer_does_with_a_reason_that_is_kept(desk: Desk) -> None:
    somebody(desk, "Cy Hart", Role.READER)
    made = write(desk, "Our own words.")
    desk.do(actions.submit_draft, version_id=made, version=None)
    assert "nobody else here may check it" in refused(desk, actions.check_draft, version_id=made, version=None, reason="  ")
    assert "cannot be seen" in refused(desk, actions.check_draft, version_id=made, version=None, reason="Alone\u202e")
    done = desk.do(actions.check_draft, version_id=made, version=None, reason="I am the only\nofficer")
    assert last_act(desk)[1].endswith("version 1 is checked by its writer alone: I am the only officer")
    [row] = desk.ask(queries.versions, key=KEY)
    assert (row.checked_by, row.note) == (
        "Ann Brown", "written from the shipped words. Checked by its writer alone: I am the only officer")
    taken_back(desk, done)
    [row] = desk.ask(queries.versions, key=KEY)
    assert (row.state, row.note) == (WordingState.SUBMITTED, "written from the shipped words")


def test_once_a_second_person_may_check_a_reason_does_not_help(desk: Desk) -> None:
    made = write(desk, "Our own words.")
    desk.do(actions.submit_draft, version_id=made, version=None)
    second = somebody(desk, "Bo Lund", Role.COORDINATOR)
    said = "You wrote in this version, so somebody else must check it"
    assert refused(desk, actions.check_draft, version_id=made, version=None, reason="I am alone") == said
    with desk.store.connected():
        User.update(active=False).where(User.id == second.who.id).execute()
    desk.do(actions.check_draft, version_id=made, version=None, reason="Bo has left")
    assert desk.ask(queries.versions, key=KEY)[0].state is WordingState.CHECKED


# Letters of one's own.
def own(desk: Desk, other: Desk, title: str = "Bins", start: date = MONDAY) -> str:
    """A letter of one's own, in use from a day."""
    key: str = desk.do(own_letters.begin_letter, title=title, family=Family.GENERAL, copy_of="rubbish").value
    use(desk, other, desk.ask(queries.opened, key=key, on=MONDAY).row.id, start)
    return key


def listed(desk: Desk, key: str, on: date) -> Any:
    return next(row for row in desk.ask(queries.templates, on=on) if row.key == key)


def test_a_new_letter_begins_under_a_key_of_its_own_and_goes_the_same_way(desk: Desk) -> None:
    other = somebody(desk, "Bo Lund", Role.COORDINATOR)
    key = desk.do(own_letters.begin_letter, title="Bins & <b>rubbish</b> {{x}}", family=Family.GENERAL).value
    assert key == "own-bins-b-rubbish-b-x"
    assert last_act(desk)[1] == "Bins & <b>rubbish</b> {{x}}: version 1 begun"
    row = listed(desk, key, MONDAY)
    assert (row.in_use, row.own, row.number, row.waiting.number) == (False, True, None, 1)
    assert key not in [t.key for t in desk.ask(queries.templates_in_use, on=MONDAY)]
    found = desk.ask(queries.opened, key=key, on=MONDAY)
    pieces = [str(piece.kind) for piece in wording_of(found.source).pieces]
    assert pieces == ["paragraph", "action", "free", "sign-off"]
    whole = replace(wording_of(found.source), headline="Put your bins out by {act_by}.")
    whole = replace(whole, pieces=(Piece(text="The van comes each week."), *whole.pieces[1:]))
    desk.do(actions.save_draft, version_id=found.row.id, version=None, source=toml_of(whole))
    use(desk, other, found.row.id, LATER)
    assert listed(desk, key, MONDAY).coming.in_use_from == LATER
    assert desk.ask(queries.template_in_use, key=key, on=LATER).title == "Bins & <b>rubbish</b> {{x}}"
    with pytest.raises(NotFound):
        desk.ask(queries.template_in_use, key=key, on=MONDAY)


def test_a_copy_has_the_words_of_the_other_and_its_own_name(desk: Desk) -> None:
    key = desk.do(own_letters.begin_letter, title="Bins", family=Family.ACCESS, copy_of="rubbish").value
    wording = wording_of(desk.ask(queries.opened, key=key, on=MONDAY).source)
    shipped = wording_of(queries.shipped_source("rubbish"))
    assert wording == replace(shipped, key=key, title="Bins", family=Family.ACCESS, version=1)


@pytest.mark.parametrize(("title", "why"), [
    ("", "Give the letter a name"), ("We could not reach you", "There is a letter called"), ("Bins\u202e", "cannot be seen"),
    ("Bins\x00", "cannot be seen"), ("B" * 81, "at most 80 are kept")])
def test_a_name_that_cannot_be_kept_begins_nothing(desk: Desk, title: str, why: str) -> None:
    assert why in refused(desk, own_letters.begin_letter, title=title, family=Family.GENERAL)
    assert desk.ask(queries.versions) == []


def test_two_letters_are_never_called_the_same(desk: Desk) -> None:
    made = desk.do(actions.start_draft, key=KEY).value
    source = desk.ask(queries.opened, key=KEY, on=MONDAY).source
    taken = replace(wording_of(source), title=shipped_template("visitors").title.upper())
    desk.do(actions.save_draft, version_id=made, version=None, source=toml_of(taken))
    assert "There is another letter called" in refused(desk, actions.submit_draft, version_id=made, version=None)


def test_an_own_letter_goes_out_of_use_on_a_day_and_is_still_found(desk: Desk, clock: Clock) -> None:
    other = somebody(desk, "Bo Lund", Role.COORDINATOR)
    key = own(desk, other)
    assert "not on 22 November 2026" in refused(desk, own_letters.retire_letter, key=key, start=MONDAY - timedelta(1))
    assert "stays" in refused(desk, own_letters.retire_letter, key=KEY, start=LATER)
    done = desk.do(own_letters.retire_letter, key=key, start=LATER)
    assert last_act(desk)[1] == "Bins: no longer written from 1 December 2026"
    assert key in [t.key for t in desk.ask(queries.templates_in_use, on=MONDAY)]
    assert listed(desk, key, MONDAY).retired.in_use_from == LATER
    assert key not in [t.key for t in desk.ask(queries.templates_in_use, on=LATER)]
    with pytest.raises(NotFound, match="no longer written"):
        desk.ask(queries.template_in_use, key=key, on=LATER)
    row = listed(desk, key, LATER)
    assert (row.title, row.in_use, row.number, row.retired.number) == ("Bins", False, None, 2)
    assert desk.ask(queries.family_in_use, key=key, on=LATER) is Family.GENERAL
    taken_back(desk, done)
    assert key in [t.key for t in desk.ask(queries.templates_in_use, on=LATER)]
    desk.do(own_letters.retire_letter, key=key, start=LATER)
    clock.to(LATER + timedelta(1))
    version = desk.ask(queries.versions, key=key)[0]
    assert "has not been written since" in refused(desk, own_letters.unretire_letter, version_id=version.id, version=None)
    assert "Bring one of its versions back" in refused(desk, actions.start_draft, key=key)
    back = desk.do(actions.restore_version, key=key, number=1).value
    use(desk, other, back, LATER + timedelta(1))
    assert listed(desk, key, LATER + timedelta(1)).in_use


def test_a_letter_under_way_does_not_go_out_of_use(desk: Desk) -> None:
    other = somebody(desk, "Bo Lund", Role.COORDINATOR)
    key = own(desk, other)
    desk.do(actions.start_draft, key=key)
    assert "Withdraw it first" in refused(desk, own_letters.retire_letter, key=key, start=LATER)


def test_the_list_has_what_waits_for_a_check_first(desk: Desk) -> None:
    made = write(desk, "Our own words.", "visitors")
    assert desk.ask(queries.templates, on=MONDAY)[0].key == "arrears-1"
    desk.do(actions.submit_draft, version_id=made, version=None)
    first = desk.ask(queries.templates, on=MONDAY)[0]
    assert (first.key, first.to_check) == ("visitors", True)


def test_an_own_wording_tells_when_the_shipped_letter_has_changed_since(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    other = somebody(desk, "Bo Lund", Role.COORDINATOR)
    use(desk, other, write(desk, "Our own words."), MONDAY)
    assert not listed(desk, KEY, MONDAY).behind
    changed = replace(shipped_template(KEY), fingerprint="c" * 64)
    monkeypatch.setattr(queries, "shipped_template", lambda key: changed if key == KEY else shipped_template(key))
    assert listed(desk, KEY, MONDAY).behind and desk.ask(queries.opened, key=KEY, on=MONDAY).behind
    assert [row.key for row in desk.ask(queries.templates, on=MONDAY) if row.behind] == [KEY]
