"""What stops what, for which debt, from when to when: breathing space, disputes, bereavement and the rest.

A hold stands on a record (an agreement) and says what it stops. Every letter, list and legal step asks ``queries.stopping``
before it goes; who may take a step all the same is not decided here.
"""
