"""Names by their frequency in England and Wales, and how banks and payers write them.

Common surnames in persons per ten thousand, about a third of the town; the rest bear one of some 1,700 rare ones.
"""

from random import Random
from typing import NamedTuple

from housingdesk.demo.chance import Table, between, one_of


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_COMMON = (
    "Smith 120, Jones 95, Williams 65, Taylor 62, Brown 60, Davies 55, Evans 45, Wilson 44, Thomas 43, Johnson 42, Roberts "
    "40, Robinson 38, Thompson 37, Wright 37, Walker 36, White 36, Edwards 35, Hughes 34, Green 34, Hall 33, Lewis 33, "
    "Harris 33, Clarke 32, Patel 31, Jackson 31, Wood 30, Turner 29, Martin 29, Cooper 28, Hill 28, Ward 27, Morris 26, "
    "Khan 26, Moore 26, Clark 26, Lee 25, King 25, Baker 25, Harrison 24, Morgan 24, Allen 24, James 23, Scott 23, Phillips "
    "22, Watson 22, Ahmed 22, Ali 22, Davis 21, Parker 21, Price 21, Bennett 21, Young 21, Hussain 20, Singh 20, Griffiths "
    "20, Mitchell 20, Kelly 20, Cook 20, Carter 20, Richardson 19, Bailey 19, Collins 19, Bell 18, Shaw 18, Murphy 18, "
    "Miller 18, Cox 18, Richards 17, Kaur 16, Marshall 16, Anderson 16, Simpson 16, Ellis 16, Begum 15, Adams 15, Wilkinson "
    "15, Foster 14, Chapman 14, Mason 14, Gray 13, Webb 13, Rogers 13, Hunt 13, Mills 12, Palmer 12, Stevens 12, Day 10, "
    "Rose 9, Street 5, May 5, Rent 1, Flood 3, Church 4, Cash 3, Park 4, Rhodes 5, Lane 6, Close 2, House 1")
_STEMS = _words(
    "Ash Bar Beck Birk Black Brad Bram Brink Brom Burn Cald Carl Chad Clay Clif Cran Crom Dal Dun East Elm Ever Fair "
    "Farn Fen Gar Good Gran Green Grim Had Hal Hard Hart Haw Hazel Hey High Hol Horn Hum Ken Kirk Lang Lin Lock Long Mar Mel "
    "Mid Mil Nor Oak Old Ox Pem Pick Rad Red Rip Ros Rush Sand Sel Shel Sher Stan Sten Sut Thorn Tod Wal War Wed Wel "
    "Whit Wil Win Wood Wor")
_ENDS = _words("ton ley field worth ham by well shaw bury croft den dale don ford gate hurst man more stead stone thorpe wick")
_FORENAMES = _words(
    "Amanda Amy Andrea Angela Anita Ann Beth Carol Catherine Charlotte Christine Claire Danielle Dawn Debra Diane Donna "
    "Elizabeth Ellie Emma Fatima Gemma Hannah Heather Helen Jade Jane Jean Jessica Joanne Karen Kate Kelly Laura Lauren Lisa "
    "Louise Lucy Lynn Maria Mary Megan Michelle Natalie Nicola Olivia Pamela Rachel Rebecca Sarah Sharon Sophie Stacey Susan "
    "Tracey Victoria Wendy Zara Aaron Adam Alan Alex Andrew Anthony Barry Ben Brian Carl Chris Colin Craig Daniel Darren David "
    "Dean Dylan Gary George Graham Harry Ian Jack Jake James Jamie Jason John Jordan Josh Karl Keith Kevin Kyle Lee Liam Luke "
    "Mark Martin Matthew Michael Mohammed Nathan Neil Nigel Omar Patrick Paul Peter Philip Richard Robert Ryan Sam Scott Sean "
    "Shane Simon Stephen Steven Stuart Thomas Tim Tony Wayne William Yusuf")
FIELD = 18


class Person(NamedTuple):
    """A name; the same person may hold one tenancy after another."""

    forename: str
    surname: str


def _surnames() -> Table[str]:
    common = [(name, int(weight)) for name, weight in (pair.split() for pair in _COMMON.split(", "))]
    rare = [f"{stem}{end}" for stem in _STEMS for end in _ENDS]
    return Table([(name, 10 * weight) for name, weight in common] + [(name, 30) for name in rare])


_SURNAMES = _surnames()


def person(rng: Random) -> Person:
    """Somebody of the town."""
    return Person(one_of(rng, _FORENAMES), _SURNAMES.draw(rng))


def relative(rng: Random, of: Person) -> Person:
    """A parent, partner or child: seven in ten have the same surname."""
    other = person(rng)
    return Person(other.forename, of.surname) if rng.random() < 0.7 else other


def bank_name(rng: Random, who: Person) -> str:
    """How one bank writes its customer, 18 characters at most."""
    first, last = who.forename.upper(), who.surname.upper()
    if not first:
        return last[:FIELD].strip()
    forms = (f"{last} {first[0]}", f"{first[0]} {last}", f"{first} {last}", f"{last} {first}", f"{first[0]}. {last}",
             f"{one_of(rng, ('MR', 'MISS', 'MRS', 'MS'))} {first[0]} {last}", f"{first} {one_of(rng, 'ABCEJLMR')} {last}",
             f"{first[0]} & {one_of(rng, 'ABCDJMS')} {last}")
    weights = Table(list(zip(forms, (18, 22, 26, 8, 4, 12, 6, 4), strict=True)))
    return weights.draw(rng)[:FIELD].strip()


def bank_account(rng: Random) -> tuple[str, str]:
    """A sort code that no bank has, and an account number."""
    return f"00{between(rng, 50, 99)}{between(rng, 0, 99):02d}", f"{between(rng, 10_000_000, 99_999_999)}"
