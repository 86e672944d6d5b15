"""Changes in the tenancies room: start, end, holders, moves, routes; and what a change to a home or a name means for them."""
