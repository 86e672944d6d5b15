"""What an MT940 entry says about itself: references of :61: and the text of :86: in its three common dialects.

Plain text (most UK banks), numbered sub-fields ``?20…?32`` (German banks) and SEPA words ``/NAME/…/REMI/…``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_NUMBERED = re.compile(r"\d{3}([^\w\s])\d\d")
_WORDS = re.compile(r"/(EREF|REMI|NAME|IBAN|BIC|CSID|MARF|TRTP|ORDP|BENM|ISDT|PREF|RTRN|TRCD|PURP|ULTD|ULTC|ADDR|ID|KREF|"
                    r"CNTP)/")
_PLUS = re.compile(r"(EREF|KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE|PURP|IBAN|BIC)\+")
_SILENT = {"", "NONREF", "NOTPROVIDED", "NOREF", "NULL"}


@dataclass(frozen=True, slots=True)
class Details:
    """The parts of an entry that are words."""

    narrative: str
    payer: str | None = None
    payer_account: str | None = None
    reference: str | None = None
    kind: str | None = None
    bank_id: str | None = None


def details(tail: str, supplement: Sequence[str], information: Sequence[str]) -> Details:
    """From the rest of the :61: line after the amount, its further lines, and the lines of its :86: fields."""
    kind, owner, bank_id = _references(tail)
    extra = _tidy(" ".join(supplement))
    joined = _unfolded(information, 65)
    marker = _NUMBERED.match(joined)
    if marker:
        found = _numbered(joined, marker[1])
    elif _WORDS.search(joined):
        found = _worded(joined)
    else:
        found = Details(_tidy(_unfolded(information, 65, " ")))
    narrative = _tidy(" ".join(dict.fromkeys(part for part in (found.narrative, extra) if part))) or owner or ""
    return Details(narrative, found.payer, found.payer_account, found.reference or owner, kind, bank_id)


def _references(tail: str) -> tuple[str | None, str | None, str | None]:
    match = re.match(r"([A-Z][A-Z0-9]{3})?(.*)", tail.strip(), re.DOTALL)
    kind, rest = (match[1], match[2]) if match else (None, tail)
    owner, _, bank_id = rest.partition("//")
    return kind, _said(owner), _said(bank_id)


def _said(text: str) -> str | None:
    tidy = _tidy(text)
    return None if tidy.upper() in _SILENT else tidy


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _unfolded(lines: Sequence[str], width: int, between: str = "") -> str:
    """A line filled to its width runs on into the next; a shorter one ended where its writer ended it."""
    text = ""
    for index, line in enumerate(lines):
        full = index > 0 and len(lines[index - 1]) >= width
        text += line if not text or full else between + line
    return text


def _numbered(text: str, mark: str) -> Details:
    parts: dict[str, list[str]] = {}
    for chunk in text.split(mark)[1:]:
        parts.setdefault(chunk[:2], []).append(chunk[2:])
    def joined(codes: Sequence[str], width: int) -> str:
        return _unfolded([line for code in codes for line in parts.get(code, [])], width, " ")
    purpose = joined([*map(str, range(20, 30)), *map(str, range(60, 64))], 27)
    words = dict(_pieces(_PLUS, purpose))
    payer = words.get("ABWA") or _tidy("".join(line for code in ("32", "33") for line in parts.get(code, [])))
    subject = words.get("SVWZ") or purpose
    reference = words.get("EREF", "")
    return Details(_tidy(" ".join(filter(None, (joined(["00"], 99), subject, payer)))), payer or None,
                   joined(["31"], 99) or words.get("IBAN") or None, _said(reference))


def _worded(text: str) -> Details:
    words: dict[str, str] = {}
    for key, value in _pieces(_WORDS, text):
        words.setdefault(key, value)
    party = words.get("CNTP", "").split("/")  # account, bank, name, town
    payer = words.get("NAME") or (party[2].strip() if len(party) > 2 else None) or None
    subject = words.get("REMI", "").removeprefix("USTD//").strip("/")
    before = _tidy(_WORDS.split(text, maxsplit=1)[0])
    account = words.get("IBAN") or party[0] or None
    reference = _said(words.get("EREF", "")) or _said(words.get("PREF", ""))
    return Details(_tidy(" ".join(filter(None, (before, payer, subject, reference)))) or _tidy(text), payer, account,
                   reference)


def _pieces(pattern: re.Pattern[str], text: str) -> list[tuple[str, str]]:
    parts = pattern.split(text)
    return [(key, _tidy(value).strip("/ ")) for key, value in zip(parts[1::2], parts[2::2], strict=True)]
