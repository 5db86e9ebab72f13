"""Deliberation (商定): principles, the meeting with the engine beside it, the decision by two."""
