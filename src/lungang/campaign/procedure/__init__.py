"""The steps of today's law between proposal and decision: opinions, talk, inspection, sign-offs."""
