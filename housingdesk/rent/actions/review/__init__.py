"""What people do about the yearly rent review: formula rents, the dry run, its approval, and carrying it out."""
