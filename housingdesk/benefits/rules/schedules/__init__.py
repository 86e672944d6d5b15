"""What a schedule of benefit is, whose each line is, and what it is against the last run."""
