"""The made-up association and its bank files, with the true answer for every line."""
