"""Estate inspections, caretaking rounds and service agreements."""
