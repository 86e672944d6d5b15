"""A wording tried on real people: found by a fragment, read once, drawn as they would get it and in every other form."""

from dataclasses import replace

import pytest

from housingdesk.access.desk import Desk
from housingdesk.errors import Refused
from housingdesk.letters import proof
from housingdesk.letters.pdf import read_back
from housingdesk.letters.rules.merge import BlockKind
from housingdesk.letters.rules.samples import SAMPLES
from housingdesk.letters.rules.source import Piece, toml_of, wording_from
from housingdesk.letters.rules.tried import Look, RealPerson, Tried
from housingdesk.letters.stock import shipped_template
from housingdesk.mailings.queries import trying
from housingdesk.people.actions import add_need
from housingdesk.people.rules import NeedDraft, NeedKind
from tests.mailings.test_letter_runs import behind, make_office
from tests.mailings.test_single_letter import agreement_of
from tests.support.letters import printed
from tests.support.lettings import make_tenancy


def source(key: str) -> str:
    return toml_of(wording_from(shipped_template(key)))


@pytest.fixture
def person(desk: Desk) -> RealPerson:
    """Amina Khan, who owes four weeks."""
    make_office(desk)
    tenancy_id, _ = agreement_of(desk, behind(desk))
    found: RealPerson = desk.ask(trying.real_person, tenancy_id=tenancy_id, on=desk.today, by="Ann Brown")
    return found


def tried(person: RealPerson, key: str, look: Look = Look.AS_IT_IS) -> proof.Proof:
    return proof.proof(source(key), Tried(SAMPLES[0], look, person))


def test_somebody_is_found_and_the_letter_is_theirs_with_our_own_letterhead(desk: Desk, person: RealPerson) -> None:
    [found] = desk.ask(trying.found, text="amina kh", on=desk.today)
    assert (found.tenancy_id, found.names) == (person.tenancy_id, "Amina Khan")
    assert desk.ask(trying.found, text="nobody of that name", on=desk.today) == []
    made = tried(person, "arrears-2")
    assert made.pdf is not None and made.refused == made.told == ""
    page = " ".join(printed(made.pdf))
    assert "Dear Amina Khan" in page and person.facts.sender.name in page and person.facts.sender.phone in page
    assert person.facts.fields["owed"] in page and len(made.windows) == len(person.envelopes)


def test_every_form_is_one_look_away(person: RealPerson) -> None:
    looks = {look: tried(person, "arrears-2", look) for look in Look}
    said = {look: " ".join(printed(made.pdf)) for look, made in looks.items() if made.pdf is not None}
    assert set(said) == set(Look)
    assert "Your rent is" in said[Look.AS_IT_IS] and "Your licence charge is" in said[Look.LICENCE]
    assert "tenancy" not in said[Look.LICENCE].lower()
    assert looks[Look.LARGE].pages >= looks[Look.AS_IT_IS].pages < looks[Look.EASY].pages
    assert looks[Look.LARGE].pdf != looks[Look.AS_IT_IS].pdf


def test_a_letter_that_they_would_not_be_written_says_why(person: RealPerson) -> None:
    left = toml_of(replace(wording_from(shipped_template("visitors")), needs=("former",)))
    made = proof.proof(left, Tried(SAMPLES[0], person=person))
    assert made.told == "It would not be written to them: it is only for when they have left"
    assert made.pdf is not None and proof.proof(left, Tried(SAMPLES[0])).told == ""


def test_without_an_account_only_what_needs_one_is_refused(desk: Desk) -> None:
    make_office(desk)
    tenancy_id = make_tenancy(desk, "Bo Okafor")
    person = desk.ask(trying.real_person, tenancy_id=tenancy_id, on=desk.today, by="Ann Brown")
    assert tried(person, "visitors").pdf is not None
    assert tried(person, "arrears-1").refused == (
        "In the headline of Arrears letter 1, first reminder the field “owed” is empty, so the letter cannot be made")


def test_an_office_without_a_name_is_told_so(desk: Desk) -> None:
    tenancy_id = make_tenancy(desk)
    with pytest.raises(Refused, match="name, address and telephone"):
        desk.ask(trying.real_person, tenancy_id=tenancy_id, on=desk.today, by="Ann Brown")


def test_a_letter_that_grows_past_its_pages_is_told(person: RealPerson) -> None:
    whole = wording_from(shipped_template("ring-us"))
    longer = replace(whole, pieces=(*(Piece(text="We are here to help you. " * 8) for _ in range(6)), *whole.pieces))
    own = replace(longer, key="own-ring-us")
    for tried_on in (Tried(SAMPLES[0]), Tried(SAMPLES[0], person=person)):
        for wording, said in ((longer, "It takes 2 pages, and the shipped letter takes 1"),
                              (own, "It takes 2 pages, and a letter is best on one")):
            [one] = [one for one in proof.proof(toml_of(wording), tried_on).findings if one.field == "pages"]
            assert (one.message, one.stops) == (said, False)
    assert [one for one in proof.proof(toml_of(longer), Tried(SAMPLES[0], Look.LARGE)).findings if one.field == "pages"] == []


def test_hostile_words_in_a_question_are_printed_as_text(person: RealPerson) -> None:
    whole = wording_from(shipped_template("appointment-missed"))
    hostile = "<b>{{owed}}</b> & ${x} **not bold**"
    asks = (replace(whole.asks[0], example=hostile, label=hostile), *whole.asks[1:])
    made = proof.proof(toml_of(replace(whole, asks=asks, title=hostile)), Tried(SAMPLES[0], person=person))
    assert made.pdf is not None and hostile in " ".join(" ".join(printed(made.pdf)).split())
    bidi = replace(whole, asks=(replace(whole.asks[0], example="a\u202eb"), *whole.asks[1:]))
    stopped = proof.proof(toml_of(bidi), Tried(SAMPLES[0], person=person))
    assert "hidden character" in stopped.refused and any(one.stops for one in stopped.findings)
    assert BlockKind.FREE in {piece.kind for piece in whole.pieces} and read_back(made.pdf, None).pages == 1


def test_who_needs_easy_read_or_large_print_gets_it_without_being_asked(desk: Desk, person: RealPerson) -> None:
    assert not person.facts.easy_read and not person.facts.large_print
    _, person_id = agreement_of(desk, 1)
    for kind in (NeedKind.EASY_READ, NeedKind.LARGE_PRINT):
        desk.do(add_need, person_id=person_id, draft=NeedDraft(kind, desk.today))
    again = desk.ask(trying.real_person, tenancy_id=person.tenancy_id, on=desk.today, by="Ann Brown")
    assert again.facts.easy_read and again.facts.large_print
