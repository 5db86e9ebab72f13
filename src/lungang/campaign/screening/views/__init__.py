"""Pages of screening: thin, each asks ``access``, ``queries`` and ``actions``."""
