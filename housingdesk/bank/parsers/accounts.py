"""Bank account numbers as files write them, brought to one form: 14 digits of sort code and number where both are known."""

import re

_IBAN = re.compile(r"GB\d{2}[A-Z]{4}(\d{14})")


def account_text(text: str | None) -> str | None:
    """``"20-00-00 12345678"``, ``'2000-…``, a British IBAN or plain text into the one form; None when there is nothing.

    A number followed by a space and six digits is number and sort code (NatWest's BAI2).

    >>> account_text("'20-00-00 12345678"), account_text("GB29 NWBK 6016 1331 9268 19"), account_text("****4417")
    ('20000012345678', '60161331926819', '****4417')
    """
    if text is None:
        return None
    shown = " ".join(text.strip().lstrip("'").split())
    bare = re.sub(r"[\s\-/.]", "", shown).upper()
    if not bare or bare == "NULL":
        return None
    if match := _IBAN.fullmatch(bare):
        return match[1]
    if re.fullmatch(r"[0-9]{8} [0-9]{6}", shown):
        return shown[9:] + shown[:8]
    if re.fullmatch(r"[0-9]{14}", bare):
        return bare
    if match := re.fullmatch(r"([0-9]{14})[A-Z]{3}", bare):
        return match[1]
    if re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}", bare):
        return bare
    return shown


def joined_account(sort_code: str | None, number: str | None) -> str | None:
    """Sort code and number given apart; spreadsheets that dropped a leading nought get it back.

    >>> joined_account("'04-00-04", "1234567")
    '04000401234567'
    """
    whole = account_text(number)
    if whole is None or re.fullmatch(r"[0-9]{14}", whole):
        return whole
    sort_digits = re.sub(r"[\s\-']", "", sort_code or "")
    digits = re.sub(r"[\s\-]", "", whole)
    if re.fullmatch(r"[0-9]{5,6}", sort_digits) and re.fullmatch(r"[0-9]{6,8}", digits):
        return sort_digits.zfill(6) + digits.zfill(8)
    return whole
