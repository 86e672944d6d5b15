"""What rent decides: charging, proration, shares, allocation, words for a balance. Pure."""
