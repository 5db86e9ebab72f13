"""Pages of deliberation: thin, each asks ``access``, ``queries`` and ``actions``."""
