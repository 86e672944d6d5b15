"""Empty homes, applicants and offers, sign-ups and their papers, CORE logs, claims, reviews and changes, keys and meters.

The statements are frozen in the .sql files beside this step, one set for each kind of database.
"""

from housingdesk.db.frozen_sql import run


def up(migrator, db):
    run(db, __file__, sqlite=("tables", "columns"), postgresql=("tables", "columns", "rights"))
