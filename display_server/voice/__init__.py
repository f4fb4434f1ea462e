"""Sentences to audio: what is said, by which voice, kept on disk. Knows no sockets and no database."""
