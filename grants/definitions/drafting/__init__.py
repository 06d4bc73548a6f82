"""A call under construction: plain values, walked and changed with the published schema as the only guide."""
