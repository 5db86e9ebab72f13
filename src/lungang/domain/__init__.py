"""What there is: units, posts, people, kinship, rosters, slots, plans, and the calendar.

Frozen records without input or output, framework or solver. Everything else in the project is
written in these words.
"""
