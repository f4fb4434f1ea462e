"""Files that are ordered: made by a process beside the server, so that a year of a hall keeps nobody waiting."""
