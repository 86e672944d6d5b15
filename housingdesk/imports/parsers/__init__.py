"""Files into rows with the columns they were said to have; pure."""
