"""Payer, reference and type out of the one description that a bank's CSV gives, by that bank's own habit.

Only habits that are certain; where there is none the description stays whole and payer and reference stay unknown.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from housingdesk.values.text import one_line

_TAIL_CODE = re.compile(r"\s+(?:BGC|STO|DDR|FT|BBP|TFR|CPM|BCC|PMT)$")
_HSBC_KIND = re.compile(r"(\)\)\)|VIS|DD|SO|BP|CR|DR|ATM|OBP|TFR|CHQ|CIR|MAE|SAL|INT|IBP)\s+(.*)")
_COMMAS = re.compile(r"\s,\s?|,\s")
_NATWEST_PEOPLE = {"BAC", "S/O", "D/D", "FPI", "BGC", "EBP", "OTR", "TFR", ""}


class Said(NamedTuple):
    """What a description says."""

    payer: str | None = None
    reference: str | None = None
    kind: str | None = None


_NOTHING = Said()


def natwest(text: str, kind: str) -> Said:
    """``PAYER , REF , FP 12/03/24 1023 , 300000…``

    >>> natwest("A KHAN , 600044716 , FP 12/03/24 1023 , 30000000123", "BAC")
    Said(payer='A KHAN', reference='600044716', kind=None)
    """
    parts = _COMMAS.split(text, 2)
    if len(parts) < 2 or kind.upper() not in _NATWEST_PEOPLE:
        return _NOTHING
    payer, reference = one_line(parts[0]), one_line(parts[1])
    return Said(payer or None, None if reference.startswith("FP ") else reference or None)


def barclays(text: str, kind: str) -> Said:
    """``A KHAN            <tab>600044716    BGC``, padded with tabs or spaces."""
    if kind.upper() in ("DEBIT", "CASH"):
        return Said()
    parts = [part.strip() for part in re.split(r"\t|\s{2,}", text.strip()) if part.strip()]
    if len(parts) < 2:
        return Said()
    reference = _TAIL_CODE.sub("", parts[1])
    return Said(parts[0], None if re.fullmatch(r"BGC|STO|DDR|FT|BBP|TFR|CPM|BCC|PMT", reference) else reference)


def hsbc(text: str, kind: str) -> Said:
    """The description begins with its type: ``CR A KHAN``, ``))) SHOP``."""
    match = _HSBC_KIND.fullmatch(" ".join(text.split()))
    return Said(kind=kind or None if match is None else match[1])


def nationwide(text: str, kind: str) -> Said:
    """For credits the description after the type is the payer's name."""
    if re.match(r"(?:bank credit|credit|faster payment in|transfer from|payment from)\b", kind, re.IGNORECASE):
        rest = text[len(kind):] if text.lower().startswith(kind.lower()) else text
        return Said(payer=" ".join(rest.split()) or None)
    return Said()


WORDINGS: dict[str, Callable[[str, str], Said]] = {"natwest": natwest, "barclays": barclays, "hsbc": hsbc,
                                                  "nationwide": nationwide}
