"""The touchscreen kiosk: a program of its own that survives without the server."""
