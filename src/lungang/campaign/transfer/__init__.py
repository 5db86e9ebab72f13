"""落实: the release at the work meeting, and every hand that a paper passes from then on."""
