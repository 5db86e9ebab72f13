"""Measurements, side by side with peers in one run. ``./dev bench NAME``; never part of a test."""
