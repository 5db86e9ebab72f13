"""The papers of a plan, one module for each group, in the order of the five steps."""
