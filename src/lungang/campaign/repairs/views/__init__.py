"""The pages of what comes up after the release: all behind the door of the sealed plan."""
