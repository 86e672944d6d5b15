"""The letter engine: a template and facts become a checked PDF, kept as issued."""
