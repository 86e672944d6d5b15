"""Sizes and colours of letters: one ordinary layout, one for large print, which is not the ordinary one enlarged, and one
for easy read."""

from dataclasses import dataclass, replace

from housingdesk.letters.rules.address import MM

PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT = 20 * MM, 190 * MM
NEXT_PAGE_TOP = 24 * MM
FOOT_BOTTOM = 285 * MM

INK = "0.09 0.13 0.17"
MUTED = "0.36 0.4 0.44"
LINE = "0.78 0.82 0.84"
HAIRLINE = "0.87 0.89 0.91"
ACCENT = "0.04 0.42 0.45"
TINT = "0.93 0.96 0.96"
PAPER = "1 1 1"


@dataclass(frozen=True, slots=True)
class Style:
    """Type sizes and line pitches in points. ``stacked`` puts the figures of an account under its words."""

    body: float
    leading: float
    headline: float
    headline_leading: float
    heading: float
    table: float
    row: float
    small: float
    foot: float
    letterhead: float
    gap: float
    measure: float
    stacked: bool


ORDINARY = Style(body=11.5, leading=16, headline=16.5, headline_leading=21, heading=12, table=9.75, row=15, small=9.75,
                 foot=8, letterhead=8.5, gap=7.5, measure=154 * MM, stacked=False)
LARGE = Style(body=18, leading=25, headline=24, headline_leading=31, heading=20, table=18, row=24, small=18, foot=18,
              letterhead=12, gap=10, measure=170 * MM, stacked=True)
# Easy read: lines of about 40 letters, far apart, beside a picture; as large as large print, so that it serves both needs.
EASY = Style(body=18, leading=29, headline=26, headline_leading=34, heading=20, table=18, row=26, small=18, foot=18,
             letterhead=12, gap=16, measure=132 * MM, stacked=True)


def style_of(large_print: bool) -> Style:
    """The layout for a reader."""
    return LARGE if large_print else ORDINARY


def closer_style(large_print: bool) -> Style:
    """The same sizes with less white between them, for a letter that runs a few lines past its page."""
    usual = style_of(large_print)
    return replace(usual, leading=usual.leading * 0.94, headline_leading=usual.headline_leading * 0.95, gap=usual.gap * 0.72)
