"""Bank files read into statements: format recognised from the content, nothing guessed about money, nothing stored."""
