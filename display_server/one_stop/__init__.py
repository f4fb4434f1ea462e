"""The ways to the one-stop information system: a file that it writes, or its address. Knows no hall and no ticket."""
