"""The hall's own authority, by which screens and kiosks know their server: made and renewed by `motcua tls make`."""
