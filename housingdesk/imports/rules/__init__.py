"""What a column is taken for and what is wrong with a row; pure."""
