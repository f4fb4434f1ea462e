"""What every answer over HTTP needs, pages and API alike: the halls, who asks, in which language."""
