"""Messages to offices, on screen, and by mail where the site has it."""
