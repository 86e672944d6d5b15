"""The screens of rent accounts and of money that come by other ways than a statement, each imported on the first visit.

Where they stand: none of them is on the rail, each is reached from the screen named by ``under``.
"""

from housingdesk.ui.kit.places import Place

PLACES: tuple[Place, ...] = ()
