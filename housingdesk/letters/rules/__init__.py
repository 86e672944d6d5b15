"""What a letter says and where its address goes: content, merging, checks and envelopes; nothing here draws or stores."""
