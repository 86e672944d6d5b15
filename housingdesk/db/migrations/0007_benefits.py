"""Awards, what is said about claims, the cards of offices, provider files, and schedules with their lines.

The statements are frozen in the .sql files beside this step, one set for each kind of database.
"""

from housingdesk.db.frozen_sql import run


def up(migrator, db):
    run(db, __file__, sqlite=("tables", "columns"), postgresql=("tables", "columns", "rights", "logins"))
