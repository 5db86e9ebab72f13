"""Units and sections as a dated tree, with their establishment and quotas by date."""
