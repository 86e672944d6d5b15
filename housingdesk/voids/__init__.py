"""An empty home from notice to letting: one plan with everybody's promised and actual days, and whose days were lost."""
