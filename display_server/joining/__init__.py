"""How devices join: the server announces itself in the hall's network, and an administrator lets devices in."""
