"""`motcua led`: shows each counter's number on its LED display. A client of the server, like a hall display."""
