import pytest

from housingdesk.ui.kit.tokens import EDGE_PAIRS, LIGHT, TEXT_PAIRS, Tokens, contrast, dark, dark_from

TABLES = [pytest.param(LIGHT, id="light"), pytest.param(dark(), id="dark")]
SHAPES = ("good", "due", "late", "information", "neutral")


@pytest.mark.parametrize("tokens", TABLES)
@pytest.mark.parametrize(("words", "ground"), TEXT_PAIRS)
def test_words_read_on_every_ground_they_stand_on(tokens: Tokens, words: str, ground: str) -> None:
    assert contrast(getattr(tokens, words), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", TABLES)
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_edges_and_focus_stand_out(tokens: Tokens, edge: str, ground: str) -> None:
    assert contrast(getattr(tokens, edge), getattr(tokens, ground)) >= 3


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_look_is_kept() -> None:
    assert (LIGHT.ink, LIGHT.muted, LIGHT.line) == ("#17212b", "#5b6670", "#dfe4e8")
    assert (LIGHT.accent, LIGHT.accent_soft, LIGHT.rail) == ("#0a6c74", "#e2f1f1", "#12303a")


def test_dark_grounds_are_dark_and_dark_words_are_light() -> None:
    table = dark_from(LIGHT)
    assert contrast(table.paper, "#000000") < 1.6
    assert all(contrast(getattr(table, name), "#000000") > 6 for name in ("ink", "muted", "accent", *SHAPES))


@pytest.mark.parametrize("tokens", TABLES)
def test_late_is_the_darkest_or_no_two_statuses_are_the_same_colour(tokens: Tokens) -> None:
    assert len({getattr(tokens, name) for name in SHAPES}) == len(SHAPES)
