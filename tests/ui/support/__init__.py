"""What tests of screens stand on.

``Recorder`` takes the place of the notices, ``page_faults`` looks over a page (names, tab order, access keys, clipped
words), ``SIZES`` are the windows a page must fit. For a page:

    def test_money_in_fits(qtbot, qt_desk):
        page = MoneyInPage(qt_desk)
        assert page_faults(qtbot, page) == []
"""

from tests.ui.support.clipped import clipped
from tests.ui.support.counter import KeyCounter
from tests.ui.support.page import SIZES, page_faults
from tests.ui.support.recorder import Recorder
from tests.ui.support.walk import access_key_clashes, tab_order_faults, unnamed

__all__ = ["SIZES", "KeyCounter", "Recorder", "access_key_clashes", "clipped", "page_faults", "tab_order_faults", "unnamed"]
