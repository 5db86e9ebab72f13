"""Who must exchange or rotate, under which clause; deferrals; the pool that the group confirms."""
