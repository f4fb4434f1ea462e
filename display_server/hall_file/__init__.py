"""The hall as its administrator writes it down: a TOML file, read, checked and explained."""
