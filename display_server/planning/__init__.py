"""Decisions before they are made: past days with a change, counters for a target, what tomorrow brings."""
