"""How fast the server is, as tables with ratios to a baseline of the same run. Nothing is asserted: machines differ."""
