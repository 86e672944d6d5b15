"""The headless commands: the same actions as the screens, as text or JSON."""
