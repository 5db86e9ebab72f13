"""Verbs of the log itself: checkpoints, readings of sealed things, the witness's export."""
