"""Work that takes longer than a page may: with progress, a stop button, and nothing half-done."""
