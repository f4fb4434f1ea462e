"""The server: owns the truth, serves the pages, pushes every screen."""
