"""Things without identity and without input or output: pence, dates, references, problems."""
