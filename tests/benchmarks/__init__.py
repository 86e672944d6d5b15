"""Speed as a ratio to a baseline run in the same process, beside it and in turns. Run: ``python -m tests.benchmarks``."""
