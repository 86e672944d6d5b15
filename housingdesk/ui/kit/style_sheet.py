"""The one style sheet of the application, keyed on dynamic properties that widgets set on themselves.

``role`` says what a label is, ``kind`` what a button or frame is. Nothing here is about one screen.
"""

from collections.abc import Callable
from dataclasses import fields

from housingdesk.ui.kit.tokens import Tokens

_TEXT = """
QLabel { background: transparent; }
QLabel[role="title"] { font-size: @20px; font-weight: 600; }
QLabel[role="heading"] { font-size: @20px; font-weight: 600; }
QLabel[role="section"] { font-size: @14px; font-weight: 600; }
QLabel[role="strong"], QLabel[role="label"] { font-weight: 600; }
QLabel[role="muted"], QLabel[role="hint"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: @12px; }
QLabel[role="figure"] { font-size: @17px; font-weight: 500; }
QLabel[role="big"] { font-size: @20px; font-weight: 600; }
QLabel[role="read"] { font-size: @14px; }
QLabel[role="error"] { color: $error; font-weight: 600; }
QLabel[role="good"] { color: $good; } QLabel[role="due"] { color: $due; } QLabel[role="late"] { color: $late; }
QLabel[role="accent"] { color: $accent; }
QLabel[role="italic"] { font-style: italic; }
QLabel[role="keycap"] { font-size: @12px; font-weight: 600; }
QToolTip { background: $paper; color: $ink; border: 1px solid $line; padding: @4px; }
"""

_FRAMES = """
QFrame[kind="card"] { background: $paper; border: 1px solid $line; border-radius: 8px; }
QFrame[kind="inset"] { background: $paper; border: 1px solid $field_border; border-radius: 6px; }
QFrame[kind="piece"] { background: $paper; border: 1px solid $line; border-radius: 8px; }
QFrame[kind="piece"][now="yes"] { border: 2px solid $accent; }
QFrame[kind="soft"] { background: $accent_soft; border: none; border-radius: 8px; }
QFrame[kind="problem"] { background: $error_soft; border: 2px solid $error; border-radius: 8px; }
QFrame[kind="strip"] { background: $paper; border: none; border-bottom: 1px solid $line; }
QFrame[kind="bottom"] { background: $paper; border: none; border-top: 1px solid $line; }
QFrame[kind="line"] { background: $line; border: none; }
QFrame[kind="toast"] { background: $ink; border: none; border-radius: 8px; }
QFrame[kind="toast"] QLabel { color: $paper; }
QFrame[kind="overlay"] { background: $paper; border: 1px solid $field_border; border-radius: 8px; }
QFrame[kind="bar"][status="good"] { background: $good_soft; border: none; border-radius: 8px; }
QFrame[kind="bar"][status="due"] { background: $due_soft; border: none; border-radius: 8px; }
QFrame[kind="bar"][status="late"] { background: $late_soft; border: none; border-radius: 8px; }
QFrame[kind="bar"][status="information"] { background: $information_soft; border: none; border-radius: 8px; }
QFrame[kind="bar"][status="neutral"] { background: $neutral_soft; border: none; border-radius: 8px; }
QFrame[kind="rail"] { background: $rail; border: none; }
QFrame[kind="rail"] QLabel { color: $rail_ink; }
QFrame[kind="frame"][frame="demo"] { border: 3px solid $demo; background: $ground; }
QFrame[kind="frame"][frame="private"] { border: 3px solid $private; background: $ground; }
QLabel[role="demo"] { background: $demo; color: $paper; font-weight: 700; border-radius: 4px; padding: 2px @8px; }
QLabel[role="private"] { background: $private; color: $paper; font-weight: 700; border-radius: 4px; padding: 2px @8px; }
"""

_BUTTONS = """
QPushButton { background: $paper; color: $ink; border: 1px solid $line; border-radius: 7px; padding: 0 @12px;
  min-height: @30px; }
QPushButton:hover { background: $zebra; border-color: $field_border; }
QPushButton:focus { border: 2px solid $accent; padding: 0 @11px; min-height: @28px; }
QPushButton:pressed { background: $accent_soft; }
QPushButton:disabled { background: $ground; color: $muted; border: 1px solid $line; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600;
  padding: 0 @13px; }
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $ink; padding: 0 @12px; }
QPushButton[kind="primary"]:disabled { background: $ground; color: $muted; border: 1px solid $line; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; color: $accent; padding: 0 2px;
  min-height: @20px; text-align: left; text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 2px solid $accent; padding: 0 1px; min-height: @18px; }
QPushButton[kind="quiet"] { background: transparent; border: 1px solid transparent; color: $muted; padding: 0 @4px;
  min-height: @22px; }
QPushButton[kind="quiet"]:hover { color: $ink; }
QPushButton[kind="quiet"]:focus { border: 2px solid $accent; padding: 0 @3px; min-height: @20px; }
QPushButton[kind="small"] { background: transparent; border: 1px solid transparent; color: $muted; padding: 0 @3px;
  min-height: @22px; font-size: @12px; }
QPushButton[kind="small"]:hover { color: $ink; }
QPushButton[kind="small"]:focus { border: 2px solid $accent; padding: 0 @2px; min-height: @20px; }
QFrame[kind="toast"] QPushButton { background: transparent; color: $paper; border: 1px solid $field_border; }
QFrame[kind="toast"] QPushButton:focus { border: 2px solid $paper; }
QPushButton[kind="find"] { background: $ground; border: 1px solid $line; color: $muted; text-align: left;
  padding: 0 @13px; min-height: @34px; }
QPushButton[kind="find"]:focus { border: 2px solid $accent; padding: 0 @12px; min-height: @32px; }
QPushButton[kind="keycap"] { background: $paper; border: 1px solid $line; border-radius: 6px; color: $muted;
  font-size: @12px; padding: 0 @10px; min-height: @34px; }
QPushButton[kind="chip"] { background: $paper; border: 1px solid $field_border; border-radius: @13px; color: $ink;
  padding: 0 @10px; min-height: @24px; }
QPushButton[kind="chip"]:checked { background: $accent_soft; border-color: $accent; font-weight: 600; }
QPushButton[kind="chip"]:focus { border: 2px solid $accent; padding: 0 @9px; min-height: @22px; }
"""

_FIELDS = """
QLineEdit, QComboBox, QPlainTextEdit { background: $paper; color: $ink; border: 1px solid $field_border;
  border-radius: 6px; padding: 0 @11px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QComboBox { min-height: @32px; }
QPlainTextEdit { padding: @6px @8px; }
QLineEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 0 @10px; min-height: @30px; }
QPlainTextEdit:focus { border: 2px solid $accent; padding: @5px @7px; }
QLineEdit[problem="yes"], QComboBox[problem="yes"] { border: 2px solid $error; padding: 0 @10px; min-height: @30px; }
QPlainTextEdit[problem="yes"] { border: 2px solid $error; padding: @5px @7px; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { background: $ground; color: $muted; }
QLineEdit:read-only { background: $ground; }
QTextEdit { background: transparent; color: $ink; border: none; padding: 0; selection-background-color: $accent;
  selection-color: $on_accent; }
QLineEdit[kind="bare"], QLineEdit[kind="bare"]:focus { border: none; background: transparent; padding: 0;
  font-size: @15px; }
QLineEdit[kind="heading"], QLineEdit[kind="heading"]:focus { border: none; background: transparent; padding: 0 @2px;
  font-size: @14px; font-weight: 600; min-height: @24px; }
QComboBox::drop-down { border: none; width: @24px; }
QComboBox::down-arrow { image: url(icons:$arrow); width: @12px; height: @12px; }
QComboBox QAbstractItemView { background: $paper; border: 1px solid $field_border; outline: none; padding: 4px; }
QComboBox QAbstractItemView::item { min-height: @30px; padding: 0 @8px; }
QComboBox QAbstractItemView::item:selected { background: $accent_soft; color: $ink; }
QRadioButton, QCheckBox { spacing: @8px; background: transparent; min-height: @24px; }
QRadioButton:focus, QCheckBox:focus { outline: none; background: $accent_soft; border-radius: 4px; }
QRadioButton::indicator:focus, QCheckBox::indicator:focus { border: 2px solid $accent; width: @12px; height: @12px; }
QRadioButton::indicator { width: @14px; height: @14px; border-radius: @8px; border: 1px solid $field_border;
  background: $paper; }
QRadioButton::indicator:checked { image: url(icons:$dot); border-color: $accent; }
QCheckBox::indicator { width: @14px; height: @14px; border-radius: 3px; border: 1px solid $field_border;
  background: $paper; }
QCheckBox::indicator:checked { image: url(icons:$tick); border-color: $accent; }
QMenu { background: $paper; color: $ink; border: 1px solid $field_border; padding: 4px; }
QMenu::item { padding: @6px @22px @6px @12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $ink; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 4px; }
"""

_LISTS = """
QTableView, QListView, QTreeView { background: transparent; border: none; outline: none; selection-color: $ink;
  selection-background-color: $accent_soft; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: $muted; font-size: @12px; font-weight: 500; border: none;
  border-bottom: 1px solid $line; padding: 0 @10px; height: @37px; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: @14px; margin: 2px 2px 2px @6px; }
QScrollBar:horizontal { background: transparent; height: @14px; margin: @6px 2px 2px 2px; }
QScrollBar::handle { background: $handle; border-radius: 3px; min-height: @30px; min-width: @30px; }
QScrollBar::handle:hover { background: $field_border; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $ground; border: 1px solid $line; border-radius: 4px; min-height: @8px; max-height: @8px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSplitter::handle { background: transparent; }
QTabBar QToolButton { background: $paper; border: 1px solid $line; border-radius: 4px; }
"""

_TENANT = """
QWidget[kind="tenant"] { background: $tenant_paper; }
QWidget[kind="tenant"] QLabel { color: $tenant_ink; font-size: @27px; }
QWidget[kind="tenant"] QLabel[role="tenant-title"] { font-size: @36px; font-weight: 600; }
QWidget[kind="tenant"] QLabel[role="tenant-strong"], QWidget[kind="tenant"] QLabel[role="tenant-name"] { font-weight: 600; }
QWidget[kind="tenant"] QScrollBar:vertical { width: @50px; }
QPushButton[kind="tenant"], QPushButton[kind="tenant-option"], QPushButton[kind="tenant-first"] { background: $tenant_paper;
  color: $tenant_ink; border: 2px solid $tenant_edge; border-radius: 8px; font-size: @27px; padding: 0 @28px;
  min-height: @56px; }
QPushButton[kind="tenant"]:focus, QPushButton[kind="tenant-option"]:focus { border: 4px solid $tenant_accent;
  padding: 0 @26px; }
QPushButton[kind="tenant"]:disabled { background: $tenant_soft; }
QPushButton[kind="tenant-option"] { text-align: left; }
QPushButton[kind="tenant-option"]:checked { background: $tenant_soft; border-color: $tenant_accent; font-weight: 600; }
QPushButton[kind="tenant-first"] { background: $tenant_accent; color: $tenant_paper; border-color: $tenant_accent;
  font-weight: 600; }
QPushButton[kind="tenant-first"]:focus { border: 4px solid $tenant_ink; padding: 0 @26px; }
QPushButton[kind="tenant-first"]:disabled { background: $tenant_paper; color: $tenant_ink; border: 2px dashed $tenant_edge; }
"""


def style_sheet(tokens: Tokens, px: Callable[[float], int]) -> str:
    """The style sheet in these colours, every ``@n`` a length that grows with the text size."""
    names = {field.name: getattr(tokens, field.name) for field in fields(tokens)}
    shade = "dark" if int(tokens.paper[1:3], 16) < 128 else "light"
    names |= {"arrow": f"down-{shade}.svg", "dot": f"dot-{shade}.svg", "tick": f"tick-{shade}.svg",
              "handle": "#c3cbd0" if shade == "light" else "#46525d"}
    text = _TEXT + _FRAMES + _BUTTONS + _FIELDS + _LISTS + _TENANT
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(f"${name}", names[name])
    parts = text.split("@")
    return parts[0] + "".join(_length(part, px) for part in parts[1:])


def _length(part: str, px: Callable[[float], int]) -> str:
    digits = part[: len(part) - len(part.lstrip("0123456789"))]
    return str(px(int(digits))) + part[len(digits):]
