"""One function per thing a person can do, one file per person. Decides in the domain, saves, says what happened."""
