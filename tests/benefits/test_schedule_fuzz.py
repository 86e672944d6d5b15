"""Whatever bytes come as a schedule: it reads, or it is refused with a sentence; never anything else."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from housingdesk.benefits.parsers.schedules import Layout, NeedsLayout, read_schedule
from housingdesk.benefits.parsers.schedules.layout import WORDS
from housingdesk.errors import BadFile
from tests.support import schedule_files as made

_PIECES = st.sampled_from([*made.HEADS, *made.ROWS[1], "Total", "Sub total", "AB123456C", "-", "£", "(1.00)", "1,2,3",
                           "9" * 40, "99/99/9999", '"', "\x00", "\f", "é", "\t", "  ", "DVHALTD4012334556", "£1.234.5", "²",
                           "٣.٠٠", "01/01/0000"])
_TABLES = st.lists(st.lists(_PIECES, max_size=14), max_size=12).flatmap(
    lambda rows: st.sampled_from([",", ";", "\t", "    ", "|"]).map(
        lambda by: "\n".join(by.join(row) for row in rows).encode()))
_ROLES = st.lists(st.sampled_from(["", *WORDS]), max_size=14).map(tuple)
_LAYOUTS = st.none() | st.builds(Layout, _ROLES, st.just(()) | st.just(made.HEADS),
                                 st.lists(st.integers(0, 200), max_size=8).map(tuple), st.booleans())
_WHOLE = st.sampled_from([made.as_pdf(), made.as_workbook(), made.as_text(), made.as_csv()])


def _check(data: bytes, layout: Layout | None) -> None:
    try:
        schedule = read_schedule(data, "any", layout)
    except NeedsLayout as asked:
        assert asked.rows
        return
    except BadFile as refused:
        assert str(refused).strip()
        return
    assert schedule.gross_pence - schedule.recovery_pence == schedule.net_pence or any(schedule.stopping())
    assert schedule.lines
    assert "123456C" not in "".join(line.raw + line.rent_reference + line.name for line in schedule.lines)


@settings(max_examples=60)
@given(st.binary(max_size=400), _LAYOUTS)
@example(b"\x00\x00\xfe\xff", Layout((), (), (0,), False))
def test_any_bytes(data: bytes, layout: Layout | None) -> None:
    _check(data, layout)


@settings(max_examples=120)
@given(_TABLES, _LAYOUTS)
@example(b"Claim Ref,Net\n1,2\xb2", None)
def test_any_table(data: bytes, layout: Layout | None) -> None:
    _check(data, layout)


@settings(max_examples=25)
@given(_WHOLE, st.integers(0, 3000), st.binary(max_size=12))
def test_any_damage_to_a_good_file(data: bytes, place: int, piece: bytes) -> None:
    place %= len(data)
    _check(data[:place] + piece + data[place + len(piece):], None)
    _check(data[:place], None)
