"""Held beds, corrections and requests, the rent review and its costs, all ways in which money comes, closes, and intakes.

The statements are frozen in the .sql files beside this step, one set for each kind of database.
"""

from housingdesk.db.frozen_sql import run


def up(migrator, db):
    run(db, __file__, sqlite=("tables", "columns", "locks"), postgresql=("tables", "columns", "locks", "rights"))
