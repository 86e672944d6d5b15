"""Notes, tasks and reminders on any record: what people wrote, never what can be computed."""
