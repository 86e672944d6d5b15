"""Complaints, enquiries, post in and out, and their clocks."""
