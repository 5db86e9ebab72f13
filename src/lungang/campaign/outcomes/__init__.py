"""结果: the tables of the source, the list of people moved, arrivals and departures (M14)."""
