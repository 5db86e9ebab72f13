"""What all pages share: the shell, components, tokens, assets, and how refusals look."""
