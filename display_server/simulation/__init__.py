"""Simulated visitors and officers: one set of them for the demonstration, the replay of real days and what-if."""
