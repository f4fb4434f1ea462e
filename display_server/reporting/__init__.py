"""Reports as files for people, and on the command line. `document` and what writes it know no hall and no database."""
