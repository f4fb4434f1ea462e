"""Scanners of bar codes and QR codes, and what the codes of a service centre say. Knows nothing of queues."""
