"""The tour: drives the real window through the rent week with key presses alone, and leaves pictures and PDFs.

``driver`` presses keys and waits, ``measures`` counts and weighs, ``rent_week`` and ``bank_steps`` are the week itself,
``session`` opens the window on a copy and ends it. What is not reached is said in one sentence.
"""
