"""The campaign: its date, step, calendar, the pack in force, and the tasks that steps give."""
