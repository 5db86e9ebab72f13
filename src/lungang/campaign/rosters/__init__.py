"""Rosters come in: uploaded or typed, checked cell by cell, returned or accepted row by row."""
