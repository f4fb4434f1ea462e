"""The officer's panel and the rating tablet beside it: pages that the server mounts."""
