"""What builders of the project use; no part of the product."""
