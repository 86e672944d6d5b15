"""What the reports room writes: frozen figures, closed periods and journals that were given to finance."""
