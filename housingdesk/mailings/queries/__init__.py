"""What letter runs and single letters need: the office, the people, the facts of an agreement, and the letters drawn."""
