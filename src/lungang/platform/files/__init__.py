"""Files by the hash of their content, outside anything that is served."""
