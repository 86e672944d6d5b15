"""Housing Benefit and Universal Credit claims, awards and schedules."""
