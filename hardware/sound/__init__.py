"""Loudspeakers and microphones: a Protocol each, ALSA's `aplay` and `arecord`, and virtual twins."""
