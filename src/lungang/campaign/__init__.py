"""The steps of a campaign, in the order of the work. A step imports ``core`` and earlier steps."""
