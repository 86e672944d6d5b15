"""Cells as tab-separated text, for the clipboard."""

from collections.abc import Iterable

_FORMULA = ("=", "+", "-", "@")


def clean_text(text: str) -> str:
    """A cell as tab-separated text holds it: one line, no tabs, and never a formula to a spreadsheet; -12.40 stays a number.

    >>> clean_text("=1"), clean_text("+44 7700 900123"), clean_text("-12.40"), clean_text("Ann\\tBrown")
    ("'=1", "'+44 7700 900123", '-12.40', 'Ann Brown')
    """
    one_line = " ".join(text.split())
    is_number = one_line.startswith("-") and one_line[1:].replace(",", "").replace(".", "").isdecimal()
    return f"'{one_line}" if one_line.startswith(_FORMULA) and not is_number else one_line


def tab_separated(lines: Iterable[Iterable[str]]) -> str:
    """Lines of cells as a spreadsheet takes them."""
    return "\n".join("\t".join(map(clean_text, line)) for line in lines)
