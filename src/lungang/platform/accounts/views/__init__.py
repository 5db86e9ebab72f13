"""Pages of accounts: the own one, those of the security administrator, the site, the entrance."""
