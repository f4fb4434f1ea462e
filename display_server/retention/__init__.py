"""The commands that erase what names people: what is due, and what somebody asks for by law."""
