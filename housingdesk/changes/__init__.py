"""What happens to an agreement after it is signed: reviews, move-on, and every change and ending as a guided process."""
