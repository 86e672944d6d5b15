"""The colours of every screen, by name: one frozen table for light, and a dark one derived from it by rule.

Decides no sizes and draws nothing. A pair that carries words keeps at least 4.5:1, a boundary 3:1, in both tables.
"""

import colorsys
from functools import cache

from housingdesk.values.rows import frozen


@frozen
class Tokens:
    """Every colour by its name, as ``#rrggbb``."""

    ink: str = "#17212b"
    muted: str = "#5b6670"
    line: str = "#dfe4e8"
    paper: str = "#ffffff"
    ground: str = "#f5f7f8"
    zebra: str = "#fafbfc"
    rail: str = "#12303a"
    rail_text: str = "#c9d8dc"
    rail_count: str = "#8fb0b6"
    rail_current: str = "#2f4a53"
    rail_ink: str = "#ffffff"
    accent: str = "#0a6c74"
    accent_soft: str = "#e2f1f1"
    accent_hover: str = "#085a61"
    on_accent: str = "#ffffff"
    field_border: str = "#7f8d96"
    error: str = "#7a0f1d"
    error_soft: str = "#fdf4f5"
    good: str = "#0b6e4f"
    good_soft: str = "#e3f2ec"
    due: str = "#a35200"
    due_soft: str = "#fdf0dc"
    late: str = "#7a0f1d"
    late_soft: str = "#fae3e5"
    information: str = "#1d4ed8"
    information_soft: str = "#e4ebfd"
    neutral: str = "#5b6670"
    neutral_soft: str = "#eceff1"
    private: str = "#6b3fa0"
    demo: str = "#a35200"
    tenant_ink: str = "#17212b"
    tenant_paper: str = "#ffffff"
    tenant_soft: str = "#e2f1f1"
    tenant_accent: str = "#0a6c74"
    tenant_edge: str = "#7f8d96"
    """What the tenant sees is white also where the coordinator works in the dark."""


TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("ink", "muted", "accent", "error", "due", "good", "late", "information")
      for ground in ("paper", "ground", "zebra", "accent_soft")),
    *((name, f"{name}_soft") for name in ("good", "due", "late", "information", "neutral", "error")),
    ("rail_text", "rail"), ("rail_count", "rail"), ("rail_ink", "rail_current"), ("rail_ink", "rail"),
    ("rail_text", "rail_current"), ("on_accent", "accent"), ("on_accent", "accent_hover"), ("ink", "error_soft"),
    ("paper", "private"), ("paper", "demo"), ("tenant_ink", "tenant_paper"), ("tenant_ink", "tenant_soft"),
    ("tenant_paper", "tenant_accent"), ("tenant_accent", "tenant_paper"),
)
EDGE_PAIRS: tuple[tuple[str, str], ...] = (
    ("field_border", "paper"), ("accent", "paper"), ("accent", "ground"), ("error", "paper"), ("ink", "accent_soft"),
    ("private", "ground"), ("demo", "ground"), ("accent", "zebra"), ("rail_text", "rail"),
    ("tenant_edge", "tenant_paper"), ("tenant_accent", "tenant_soft"),
)


def contrast(one: str, other: str) -> float:
    """The WCAG 2.2 contrast ratio of two colours, 1 to 21.

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _at(colour: str, lightness: float, saturation: float | None = None) -> str:
    hue, _, own = colorsys.rgb_to_hls(*_channels(colour))
    rgb = colorsys.hls_to_rgb(hue, lightness, own if saturation is None else saturation)
    return "#" + "".join(f"{round(c * 255):02x}" for c in rgb)


def _readable(colour: str, ground: str, saturation: float, ratio: float = 5.2) -> str:
    """The hue of ``colour``, as dark as it may be while words in it keep the ratio on the ground."""
    lightness = 0.5
    while contrast(_at(colour, lightness, saturation), ground) < ratio:
        lightness += 0.01
    return _at(colour, lightness, saturation)


def dark_from(light: Tokens) -> Tokens:
    """The dark table: grounds take the ink's hue at low lightness, words the same hue lightened until they read."""
    soft = {name: _at(getattr(light, name), 0.17, 0.42)
            for name in ("good", "due", "late", "information", "error")}
    soft["neutral"] = _at(light.neutral, 0.21, 0.10)
    accent_soft = _at(light.accent, 0.17, 0.45)
    words = {name: _readable(getattr(light, name), max(ground, accent_soft, key=_luminance), 0.62)
             for name, ground in soft.items() if name != "neutral"}
    accent = _readable(light.accent, accent_soft, 0.46, 5.8)
    return Tokens(
        ink=_at(light.ink, 0.91, 0.14), muted=_readable(light.muted, accent_soft, 0.10, 5.2),
        line=_at(light.ink, 0.235, 0.17), paper=_at(light.ink, 0.125, 0.22), ground=_at(light.ink, 0.085, 0.25),
        zebra=_at(light.ink, 0.138, 0.22), rail=_at(light.rail, 0.095, 0.45), rail_text=light.rail_text,
        rail_count=light.rail_count, rail_current=_at(light.rail, 0.20, 0.32), rail_ink=light.rail_ink,
        accent=accent, accent_soft=accent_soft, accent_hover=_at(accent, 0.62, 0.46), on_accent=_at(light.accent, 0.07),
        field_border=_at(light.ink, 0.46, 0.12), neutral=_readable(light.neutral, soft["neutral"], 0.10),
        **words, **{f"{name}_soft": ground for name, ground in soft.items()},
        private=_at(light.private, 0.72, 0.60), demo=words["due"],
    )


LIGHT = Tokens()


@cache
def dark() -> Tokens:
    """The dark table, worked out when it is first wanted."""
    return dark_from(LIGHT)
