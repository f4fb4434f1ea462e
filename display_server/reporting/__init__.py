"""Reports as files for people: a document of tables, as a spreadsheet or for paper. Knows no hall and no database."""
