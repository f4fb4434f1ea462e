"""MESSAGES: to a phone, a mailbox or a browser. Each a Messenger; what is said, when and why, none of them knows."""
