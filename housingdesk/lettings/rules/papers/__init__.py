"""The papers of a sign-up: which there are, what they are made from, and what is a signature. Pure."""
