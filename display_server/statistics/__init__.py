"""What the hall did: measures of waits, services and ratings. Reads only; changes nothing."""
