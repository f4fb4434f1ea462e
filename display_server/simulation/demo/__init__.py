"""A living hall to look at: the reference hall on throw-away data, with simulated visitors and officers."""
