"""The made-up association and its bank files, with the true answer for every line.

It decides what the demo, the tests and the benchmarks are made of. It decides nothing about rent, benefit or matching:
those rooms are asked, and nothing here knows how a line is matched.
"""
