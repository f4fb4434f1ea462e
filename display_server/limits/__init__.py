"""How much one address may ask: whose address counts, how fast, how many at once. Knows no halls and stores nothing."""
