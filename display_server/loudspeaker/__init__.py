"""`motcua announce`: a zone's calls on a sound card, without a browser. A client of the server, as a display is."""
