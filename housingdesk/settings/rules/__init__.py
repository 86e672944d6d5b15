"""What can be set: the catalogue, how each kind of value is typed, shown, kept and checked, and whom a change affects."""
