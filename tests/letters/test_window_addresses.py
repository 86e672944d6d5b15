"""Addresses of a made-up town that once did not fit, or hung out of the window by the tail of a letter."""

import pytest

from housingdesk.letters.pdf import issue_letter
from housingdesk.letters.rules.address import PostalAddress
from tests.support.letters import arrears_letter


@pytest.mark.parametrize("address", [
    PostalAddress(("Andrew Wood",), "36 Lime Terrace", "Dalebrook", "ZZ1 1AJ", locality="Beckside"),
    PostalAddress(("Julie Quinn",), "12 Queen Gardens", "Jay", "JQ6 1QJ", "Flat 5", "Tenterfield House", "Beckside"),
    PostalAddress(("Żaneta Ńowak",), "12 Queen Gardens", "Jay", "JQ6 1QJ", "Flat 5", "Tenterfield House", "Beckside"),
    PostalAddress(("Barbara Morris",), "75 Albert Road", "Dalebrook", "ZZ1 1DD", "Room 2, Cluster 2",
                  "The Old Counting House", "Tenterfields", "Northshire"),
])
def test_the_whole_address_shows_in_the_window(address: PostalAddress) -> None:
    assert issue_letter(arrears_letter(address=address)).pages >= 1
