"""Document numbers (发文字号) without gaps: one counter an organ, kind and year."""
