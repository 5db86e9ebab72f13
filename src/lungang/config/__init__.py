"""How the office is put together: settings from a site's folder, addresses, checks."""
