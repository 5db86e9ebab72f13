"""Everything that this app writes."""
