"""Letter runs: gathers the rooms' facts and says why a letter is not made."""
