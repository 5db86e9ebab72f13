"""What was done, by whom, in which office: an append-only log that shows tampering."""
