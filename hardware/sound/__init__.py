"""Loudspeakers: a Protocol, a sound card by ALSA's `aplay`, and a virtual twin that keeps what it played, and when."""
