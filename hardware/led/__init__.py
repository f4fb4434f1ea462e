"""LED displays at the counters: a line of a few letters each. Knows nothing of queues."""
