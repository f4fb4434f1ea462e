"""Who waits how long under which order, measured with the real engine. `make fairness` writes docs/fairness.md anew."""
