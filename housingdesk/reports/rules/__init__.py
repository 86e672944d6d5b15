"""What closing, proving and the journal decide; pure."""
