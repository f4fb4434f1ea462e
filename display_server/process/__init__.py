"""The server's process: what it is told, the port it opens, the connections it serves."""
