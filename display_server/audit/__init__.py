"""Proof afterwards: the key that signs the journal's checkpoints, and the command that checks them."""
