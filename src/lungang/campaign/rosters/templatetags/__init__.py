"""Tags of the rosters' templates."""
