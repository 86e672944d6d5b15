"""Makes the fonts of ``resources/fonts/letters`` from the Noto fonts as released; run by hand when Noto changes.

Hinting is for screens and layout features are for shaping: a letter on paper needs neither, and every PDF carries the
tables it embeds. Each font is cut to the characters named here, so nothing in a shipped font is out of reach.

    python installer/letter_fonts.py /usr/share/fonts/truetype/noto
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts" / "letters"

_EVERYTHING = [(0x20, 0x10FFFF)]
FONTS: dict[str, list[tuple[int, int]]] = {
    "NotoSans-Regular": _EVERYTHING,
    "NotoSans-Bold": _EVERYTHING,
    "NotoSansArmenian-Regular": _EVERYTHING,
    "NotoSansArmenian-Bold": _EVERYTHING,
    "NotoSansEthiopic-Regular": _EVERYTHING,
    "NotoSansEthiopic-Bold": _EVERYTHING,
    "NotoSansGeorgian-Regular": _EVERYTHING,
    "NotoSansGeorgian-Bold": _EVERYTHING,
    "NotoSansMath-Regular": [(0x2190, 0x22FF)],
    "NotoSansSymbols2-Regular": [(0x25A0, 0x27BF)],
}
_KEPT_NAMES = [0, 1, 2, 3, 4, 5, 6, 14]


def options() -> subset.Options:
    """What a printed letter needs of a font: outlines, widths, a character map and its copyright."""
    chosen = subset.Options()
    chosen.hinting = False
    chosen.layout_features = []
    chosen.legacy_kern = False
    chosen.glyph_names = False
    chosen.notdef_outline = True
    chosen.name_IDs = _KEPT_NAMES
    chosen.name_languages = [0x409]
    chosen.drop_tables += ["DSIG", "GDEF", "GPOS", "GSUB", "gasp"]
    return chosen


def make(source: Path, target: Path, ranges: list[tuple[int, int]]) -> int:
    """Writes one cut font and returns its size in bytes; the same source gives the same bytes."""
    with TTFont(source, recalcTimestamp=False) as font:
        cutter = subset.Subsetter(options())
        cutter.populate(unicodes=[c for c in font.getBestCmap() or {} if any(low <= c <= high for low, high in ranges)])
        cutter.subset(font)
        font.save(target)
    return target.stat().st_size


def main(arguments: list[str]) -> int:
    """Makes every font from the folder named on the command line."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("Name the folder that holds the Noto fonts as released")
        return 2
    for name, ranges in FONTS.items():
        size = make(Path(arguments[0]) / f"{name}.ttf", TARGET / f"{name}.ttf", ranges)
        print(f"{name}: {size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
