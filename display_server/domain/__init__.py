"""The rules of the queue. Pure: no clock, no database, no words for people."""
