"""The `motcua estimates` command: learning from a hall's journal, or from a file of tickets."""
