"""Review (复核): the person moved, the own reasons on a page, the request and its reply."""
