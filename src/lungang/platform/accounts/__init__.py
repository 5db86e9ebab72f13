"""Who may sign in, which offices they hold, and as which one they act."""
