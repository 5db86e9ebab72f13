"""The pages of the step."""
