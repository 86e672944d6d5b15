"""Papers to offices as PDFs: the liaison report, the answers of a form, notices of change, a claim with its provider file."""
