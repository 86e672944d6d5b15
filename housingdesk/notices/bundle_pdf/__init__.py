"""The papers of a case for a court as PDF: the rent statement, the pages that the program draws, and all of it in one file."""
