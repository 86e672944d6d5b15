"""The checks that need more than a condition. The catalogue names those that a year has; ``checking`` runs them."""
