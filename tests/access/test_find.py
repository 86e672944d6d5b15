"""The find box: what it understands, in which order it answers, and what it offers when nothing fits."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housingdesk.access import queries
from housingdesk.access.act import FIND_COLUMNS, Act, Found, find_values
from housingdesk.access.desk import Desk, needs
from housingdesk.access.models import FindEntry
from housingdesk.access.rules import Permission
from housingdesk.values.text import squash

PEOPLE = (
    ("Wojciech Nowak", "wojtek@post.example|07700 900123", 0),
    ("Siân O’Brien", "01632 960 4417", 0),
    ("Amina Khan", "QQ123456C|amina.khan@post.example", 0),
    ("Amina Khan", "moved to Leeds", 1),
    ("Khalid Amin", "50%_off", 0),
    ("Zoë Khan-Żak", '"quoted"', 0),
    ("Li", "", 0),
    ("Eleanor Marsh", "22 Mill Lane|ZZ9 9ZZ", 0),
)


@needs(Permission.LOOK)
def _load(act: Act) -> None:
    rows = [Found("person", name, "", f"{name}|{words}", rank) for name, words, rank in PEOPLE]
    act.add_many(FindEntry, FIND_COLUMNS, [find_values(found, number) for number, found in enumerate(rows, 1)])
    act.find_entry(Found("space", "22 Mill Lane", "flat", "22 Mill Lane|ZZ9 9ZZ"), 1)


@pytest.fixture
def office(desk: Desk) -> Desk:
    """A desk with a few people and a flat to find."""
    desk.do(_load)
    return desk


def _names(text: str, **options: Any) -> list[str]:
    return [hit.label for hit in queries.find(text, **options)]


FOUND = (
    ("nowak", "Wojciech Nowak"), ("OJCI", "Wojciech Nowak"), ("0123", "Wojciech Nowak"), ("07700900123", "Wojciech Nowak"),
    ("07700 900 123", "Wojciech Nowak"), ("sian", "Siân O’Brien"), ("Siân", "Siân O’Brien"), ("o'brien", "Siân O’Brien"),
    ("O’BRI", "Siân O’Brien"), ("obrien", "Siân O’Brien"), ("o brien", "Siân O’Brien"), ("4417", "Siân O’Brien"),
    ("qq 12 34 56 c", "Amina Khan"), ("am kh", "Amina Khan"), ("khan am", "Amina Khan"), ("kh", "Khalid Amin"),
    ("zak", "Zoë Khan-Żak"), ("50%_", "Khalid Amin"), ('"quoted', "Zoë Khan-Żak"), ("li", "Li"), ("l", "Li"),
    ("zz99zz", "22 Mill Lane"), ("22 mill", "22 Mill Lane"), ("marsh 22", "Eleanor Marsh"))
NOT_FOUND = ("", "   ", "%", "_", '"', "*", "\\", "'", "(", "nobody at all", "khan nowak", "x AND y")
NEAR = (
    ("wojceich", "Wojciech Nowak"), ("nowack", "Wojciech Nowak"), ("Wojciech Novak", "Wojciech Nowak"),
    ("khalod", "Khalid Amin"), ("elenor", "Eleanor Marsh"), ("elaenor marsh", "Eleanor Marsh"))
NOT_NEAR = ("", "zzz", "qwertyuiop", "%%%%", '""""', "12")


def test_what_a_fragment_finds_first(office: Desk) -> None:
    for text, first in FOUND:
        assert _names(text)[:1] == [first], text
    for text in NOT_FOUND:
        assert _names(text) == [], text


def test_near_misses(office: Desk) -> None:
    for typed, meant in NEAR:
        assert _names(typed) == [], typed
        assert [hit.label for hit in queries.near_misses(typed)][:1] == [meant], typed
    for typed in NOT_NEAR:
        assert queries.near_misses(typed) == [], typed


def test_current_comes_before_former_and_the_start_of_a_label_before_its_middle(office: Desk) -> None:
    assert [(h.label, h.rank) for h in queries.find("khan")] == [("Amina Khan", 0), ("Zoë Khan-Żak", 0), ("Amina Khan", 1)]
    assert _names("kha")[0] == "Khalid Amin"


def test_only_the_kinds_asked_for(office: Desk) -> None:
    assert _names("mill", kinds=("space",)) == ["22 Mill Lane"]
    assert _names("m", kinds=("person",)) == []
    assert _names("mill", limit=1) == ["22 Mill Lane"]


def test_many_namesakes_still_show_the_current_ones_first(desk: Desk) -> None:
    @needs(Permission.LOOK)
    def crowd(act: Act) -> None:
        rows = [Found("person", f"Smith {number:04d}", "", "x", 1) for number in range(1500)]
        rows.append(Found("person", "Smith Zara", "", "Smith Zara", 0))
        act.add_many(FindEntry, FIND_COLUMNS, [find_values(found, number) for number, found in enumerate(rows, 1)])

    desk.do(crowd)
    for text in ("s", "sm", "smi", "smith"):
        assert _names(text)[:2] == ["Smith Zara", "Smith 0000"]


def test_what_is_changed_is_found_by_its_new_words_alone(office: Desk) -> None:
    @needs(Permission.LOOK)
    def rename(act: Act) -> None:
        act.find_entry(Found("person", "Wojciech Kowalski", "", "Wojciech Kowalski"), 1)

    office.do(rename)
    assert _names("nowak") == []
    assert _names("kowal") == ["Wojciech Kowalski"]


def test_any_three_characters_together_find_what_they_stand_in(sqlite_desk: Desk) -> None:
    letters = st.text(st.sampled_from("abkżÉO’' -129%_\"\\"), min_size=1, max_size=12)

    @needs(Permission.LOOK)
    def write(act: Act, label: str) -> None:
        act.find_entry(Found("person", label, "", label), 1)

    @settings(max_examples=200)
    @given(label=letters, start=st.integers(0, 9), length=st.integers(3, 12))
    def check(label: str, start: int, length: int) -> None:
        sqlite_desk.do(write, label=label)
        fragment = label[start:start + length].strip()
        if " " not in fragment and len(squash(fragment)) >= 3:
            assert _names(fragment) == [label]

    check()
