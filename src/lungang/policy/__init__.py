"""What must hold: policy packs, screening and avoidance."""
