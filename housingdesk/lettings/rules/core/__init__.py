"""The CORE lettings log: its fields, what a log still needs, and what the service would say of it. The year is data."""
