"""Cells as tab-separated text, for the clipboard."""

from collections.abc import Iterable

_FORMULA = ("=", "+", "-", "@")


def clean_text(text: str) -> str:
    """A cell as tab-separated text holds it: one line, no tabs, and never a formula to a spreadsheet."""
    one_line = " ".join(text.split())
    risky = one_line.startswith(_FORMULA) and not one_line[1:].replace(",", "").replace(".", "").isdigit()
    return f"'{one_line}" if risky else one_line


def tab_separated(lines: Iterable[Iterable[str]]) -> str:
    """Lines of cells as a spreadsheet takes them."""
    return "\n".join("\t".join(map(clean_text, line)) for line in lines)
