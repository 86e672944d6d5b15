"""The titles of a table never stand alone at the foot of a page."""

import pytest

from housingdesk.reports import pack_parts
from tests.support.letters import printed


@pytest.mark.parametrize("down", range(612, 644, 4))
def test_titles_stand_with_their_first_row(down: int) -> None:
    flow = pack_parts.begin("Proof", "Testdale Homes", ("foot",))
    pack_parts.headline(flow, "Proof", ())
    flow.space(down)
    pack_parts.part(flow, "Journal", ("Account", "Debit"), [("First row", "£1.00"), ("Second row", "£2.00")], (1,),
                    note="It balances.")
    pages = printed(flow.document(demo=False))
    assert [("Debit" in page) for page in pages if "First row" in page] == [True]
    assert all("First row" in page or "Second row" in page for page in pages if "Debit" in page)
