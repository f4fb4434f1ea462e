"""Who asks, and what they may do: devices' bearer tokens, people's sign-in, roles. Knows no Flask and no queue."""
