"""Devices: paper, light and codes. Knows nothing of queues."""
