"""Changes in the properties room: councils and agents, spaces and their place, and when each is let as one."""
