"""Files taken in, columns said, and the intake carried out or taken back."""
