"""The names in one cell: titles left out, joint holders parted, surname first turned round. Pure."""

import re

from housingdesk.values.text import one_line

_TITLE = re.compile(r"(?:mr|mrs|ms|miss|mx|dr|rev|revd|sir|dame|lady|lord|prof|master|mstr|messrs|fr|sr|cllr|executors? of|"
                    r"estate of)\b\.?\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:&|\+|;|/|\band\b|\n)\s*", re.IGNORECASE)
_NOBODY = re.compile(r"(?:\W*|void|vacant|empty|unlet|not let|no tenant|n/?a|none|unoccupied|vacant unit|to let|-+)"
                     r"|(?:void|vacant|empty|unlet)\s*(?:[-–:*(/\d]|(?:since|from|for|due|until)\b|property|room|unit).*",
                     re.IGNORECASE)
_ORGANISATION = re.compile(r"\b(?:ltd|limited|plc|trust|council|association|cic|charity|services|group|llp|church|society)\b",
                           re.IGNORECASE)
_INITIALS = re.compile(r"(?:[A-Z]\.?\s?){1,4}")


def is_nobody(cell: str) -> bool:
    """Whether a cell for a name says that the home is empty.

    >>> is_nobody("** VOID **"), is_nobody("VOID - from 2/11/26"), is_nobody("void (fire damage)"), is_nobody("Ann Void")
    (True, True, True, False)
    """
    return _NOBODY.fullmatch(cell.strip(" *()[]-.")) is not None


def names_in(cell: str) -> list[str]:
    """Everybody named in a cell, the first one first; a surname that is said once is everybody's.

    >>> names_in("Mr J & Mrs A Smith"), names_in("SMITH, John (Mr)"), names_in("Amina Khan and Yusuf Ali")
    (['J Smith', 'A Smith'], ['John Smith'], ['Amina Khan', 'Yusuf Ali'])
    >>> names_in("Mr & Mrs Smith"), names_in("Mrs O'BRIEN-SMYTHE")
    (['Mr Smith', 'Mrs Smith'], ["O'Brien-Smythe"])
    >>> names_in("Hope Trust Ltd"), names_in("Smith & Jones Housing Services Ltd")
    (['Hope Trust Ltd'], ['Smith & Jones Housing Services Ltd'])
    """
    text = one_line(re.sub(r"\((?:mr|mrs|ms|miss|dr|deceased|decd|joint|lead)\.?\)", " ", cell.replace("\n", " ; "),
                           flags=re.IGNORECASE))
    if _ORGANISATION.search(text):
        return [text]
    parts = [part for part in _BETWEEN.split(text) if part.strip()]
    plain = [_plain(part) for part in parts]
    bare = [part for part in plain if part]
    if len(bare) < len(plain) and bare:  # "Mr & Mrs Smith": only their titles tell the two apart
        return [name if " " in name else one_line(f"{_titles(part)} {bare[-1]}")
                for part, name in zip(parts, plain, strict=True)]
    return _share_surname(bare)


def _plain(part: str) -> str:
    name = one_line(part).strip(" ,.")
    while match := _TITLE.match(name):
        name = name[match.end():].strip()
    surname, comma, given = name.partition(",")
    if comma and given.strip():
        given = given.strip()
        while match := _TITLE.match(given + " "):
            given = given[match.end():].strip()
        name = one_line(f"{given} {surname.strip()}")
    return _cased(name)


def _titles(part: str) -> str:
    found = _TITLE.match(part.strip() + " ")
    return found[0].strip(" ,.").title() if found else ""


def _share_surname(names: list[str]) -> list[str]:
    """``J`` and ``A Smith`` are both Smith; two whole names stay as they are."""
    if len(names) < 2:
        return names
    last = names[-1].split()
    if len(last) < 2:
        return names
    return [f"{name} {last[-1]}" if len(name.split()) == 1 and (_INITIALS.fullmatch(name) or len(last) == 2) else name
            for name in names[:-1]] + [names[-1]]


def _cased(name: str) -> str:
    """A name all in capitals as people write it: ``O'BRIEN`` → ``O'Brien``; one that has small letters stays."""
    words = [re.sub(r"[^\W\d_]+", lambda w: w[0][:1].upper() + w[0][1:].lower(), word) if len(word) > 2 and word.isupper()
             else word for word in name.split()]
    return " ".join(words)
