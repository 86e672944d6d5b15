"""A row is what a frozen dataclass with slots is, before and after its functions are written."""

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from typing import Any

import pytest

from housingdesk.values.rows import frozen


@frozen
class Home:
    """A home."""

    label: str
    beds: int = 1
    tags: list[str] = field(default_factory=list, compare=False)
    _: Any = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        if self.beds < 0:
            raise ValueError("no beds")


@dataclass(frozen=True, slots=True)
class Whole:
    """The same, as the standard library makes it."""

    label: str
    beds: int = 1


@frozen
class Named:
    """Says for itself how it reads."""

    label: str

    def __repr__(self) -> str:
        return f"<{self.label}>"


@frozen
class Untouched:
    """Nobody makes one before it is copied."""

    label: str


def test_it_is_made_compared_and_shown_as_a_dataclass_is() -> None:
    assert repr(Home("A", 2)) == "Home(label='A', beds=2, tags=[], _=None)"
    assert Home("A") == Home("A", tags=["x"]) and Home("A") != Home("A", 2)
    assert {Home("A"), Home("A")} and hash(Home("A", 2)) != hash(Home("A"))
    assert repr(Named("A")) == "<A>"
    with pytest.raises(TypeError):
        Home()  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="no beds"):
        Home("A", -1)


def test_two_lists_are_two() -> None:
    one, other = Home("A"), Home("B")
    one.tags.append("x")
    assert other.tags == []


def test_it_stays_as_it_was_made() -> None:
    home: Any = Home("A")
    with pytest.raises(FrozenInstanceError):
        home.label = "B"
    with pytest.raises(FrozenInstanceError):
        del home.label
    assert not hasattr(home, "__dict__")


def test_the_standard_library_takes_it_for_a_dataclass() -> None:
    assert [one.name for one in fields(Home)] == ["label", "beds", "tags", "_"]
    assert replace(Home("A"), beds=3).beds == 3
    assert asdict(Home("A"))["label"] == "A"
    match Home("A", 2):
        case Home(label, beds):
            assert (label, beds) == ("A", 2)


def test_it_is_copied_and_kept() -> None:
    home = Home("A", 2)
    assert copy.copy(home) == home and copy.deepcopy(home) == home
    assert pickle.loads(pickle.dumps(home)) == home


def test_one_that_comes_from_elsewhere_before_any_is_made_compares() -> None:
    one: Any = Untouched.__new__(Untouched)
    one.__setstate__(["A"])
    assert one == Untouched("A") and repr(one) == "Untouched(label='A')"


def test_it_takes_no_longer_to_make_than_a_whole_one() -> None:
    assert Home("A") is not None
    assert Home.__init__.__code__.co_code == _with_the_same_fields().__init__.__code__.co_code


def _with_the_same_fields() -> Any:
    @dataclass(frozen=True, slots=True)
    class Twin:
        label: str
        beds: int = 1
        tags: list[str] = field(default_factory=list, compare=False)
        _: Any = field(default=None, kw_only=True)

        def __post_init__(self) -> None:
            """Nothing to look at."""

    return Twin
