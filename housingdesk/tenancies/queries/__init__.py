"""What the tenancies room answers: one agreement, its file's header, lists, timelines, empty homes, who a setting affects."""
