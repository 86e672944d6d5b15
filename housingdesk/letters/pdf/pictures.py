"""The simple pictures beside the parts of an easy-read letter, drawn as lines so that they print sharp at any size."""

from housingdesk.letters.pdf.sheet import Sheet
from housingdesk.letters.pdf.style import ACCENT, PAGE_HEIGHT, TINT
from housingdesk.letters.rules.content import Picture

# Each stroke is a list of points in hundredths of the side, from the top left corner; "o" draws a circle round its middle.
_Stroke = tuple[tuple[float, float], ...]
_STROKES: dict[Picture, tuple[_Stroke, ...]] = {
    Picture.CALENDAR: (((20, 28), (80, 28), (80, 82), (20, 82), (20, 28)), ((20, 44), (80, 44)), ((36, 18), (36, 34)),
                       ((64, 18), (64, 34)), ((34, 62), (46, 72), (67, 53))),
    Picture.PHONE: (((34, 16), (66, 16), (66, 84), (34, 84), (34, 16)), ((34, 28), (66, 28)), ((34, 70), (66, 70)),
                    ((47, 77), (53, 77))),
    Picture.LETTER: (((18, 28), (82, 28), (82, 74), (18, 74), (18, 28)), ((18, 30), (50, 55), (82, 30))),
    Picture.HOUSE: (((16, 50), (50, 20), (84, 50)), ((25, 44), (25, 82), (75, 82), (75, 44)),
                    ((42, 82), (42, 60), (58, 60), (58, 82))),
    Picture.SPANNER: (((22, 78), (54, 46)), ((32, 86), (62, 55)), ((22, 78), (22, 86), (32, 86)),
                      ((54, 46), (54, 30), (66, 20), (72, 20), (63, 32), (68, 38), (80, 28), (80, 36), (70, 50), (62, 55))),
    Picture.PEN: (((24, 76), (28, 60), (66, 22), (78, 34), (40, 72), (24, 76)), ((28, 60), (40, 72)), ((56, 32), (68, 44))),
    Picture.TALK: (((16, 24), (84, 24), (84, 66), (46, 66), (30, 82), (30, 66), (16, 66), (16, 24)), ((30, 38), (70, 38)),
                   ((30, 52), (58, 52))),
    Picture.FLAME: (((50, 16), (62, 34), (72, 48), (74, 62), (66, 77), (50, 84), (34, 77), (26, 62), (29, 48), (38, 38),
                     (44, 46), (46, 30), (50, 16)), ((50, 58), (58, 68), (55, 77), (45, 77), (42, 68), (50, 58))),
    Picture.PEOPLE: (((16, 80), (18, 66), (26, 58), (42, 58), (50, 66), (52, 80)), ((50, 66), (58, 58), (74, 58), (82, 66),
                                                                                  (84, 80))),
    Picture.MONEY: (),
}
_CIRCLES: dict[Picture, tuple[tuple[float, float, float], ...]] = {
    Picture.PEOPLE: ((34, 38, 13), (66, 38, 13)), Picture.MONEY: ((50, 50, 33),)}
_ROUND = 0.5523  # how far the handles of a quarter circle reach, as a part of its radius


def draw_picture(sheet: Sheet, picture: Picture, x: float, top: float, side: float) -> None:
    """A picture in a tinted square; ``x`` and ``top`` are its top left corner in points."""
    sheet.box(x, top, side, side, TINT)
    paths = [_path(stroke, x, top, side) for stroke in _STROKES[picture]]
    paths += [_circle(*circle, x, top, side) for circle in _CIRCLES.get(picture, ())]
    sheet.shape(f"{ACCENT} RG {side * 0.045:.2f} w 1 j 1 J {' '.join(paths)} 0 j 0 J")
    if picture is Picture.MONEY:
        sheet.centred(x + side / 2, top + side * 0.645, "£", side * 0.42, True, ACCENT)


def _at(across: float, down: float, x: float, top: float, side: float) -> str:
    return f"{x + across * side / 100:.2f} {PAGE_HEIGHT - top - down * side / 100:.2f}"


def _path(stroke: _Stroke, x: float, top: float, side: float) -> str:
    first, *rest = (_at(across, down, x, top, side) for across, down in stroke)
    return f"{first} m {' '.join(f'{point} l' for point in rest)} S"


def _circle(across: float, down: float, radius: float, x: float, top: float, side: float) -> str:
    def at(right: float, below: float) -> str:
        return _at(across + right * radius, down + below * radius, x, top, side)

    k = _ROUND
    return (f"{at(1, 0)} m {at(1, k)} {at(k, 1)} {at(0, 1)} c {at(-k, 1)} {at(-1, k)} {at(-1, 0)} c "
            f"{at(-1, -k)} {at(-k, -1)} {at(0, -1)} c {at(k, -1)} {at(1, -k)} {at(1, 0)} c s")
